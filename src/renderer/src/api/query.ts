// The cache of what was read from main.
import { QueryClient } from '@tanstack/react-query'
import { AppError } from '@shared/errors'

/**
 * Main is always reachable, so the browser's idea of being offline must not pause anything; and it retries by
 * itself what can be retried. A call that failed while the database was away is made again when it is back.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 30_000,
      throwOnError: (error) => !(error instanceof AppError),
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
