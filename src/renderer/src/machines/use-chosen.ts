// The machines an action's dialog is about, as they are now.
import { useQuery } from '@tanstack/react-query'
import type { Selection } from '@shared/paging'
import { call } from '../api/call'

/** Read when the dialog opens, and again by `refetch`: what is shown is what main will hold the writing against. */
export function useChosen(selection: Selection) {
  return useQuery({
    queryKey: ['machines.chosen', selection],
    queryFn: async ({ signal }) => (await call('machines.chosen', { selection }, { signal })).machines,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
}
