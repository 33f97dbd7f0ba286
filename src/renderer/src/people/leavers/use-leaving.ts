// What hangs on the chosen people, read when a dialog about them opens.
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Output } from '@shared/call'
import type { Selection } from '@shared/paging'
import { call } from '../../api/call'

export type Leaving = Output<'users.consequences'>

/** `enabledOnly`: of the things, only what hangs on those who are enabled. */
export function useLeaving(selection: Selection, enabledOnly = false): UseQueryResult<Leaving> {
  return useQuery({
    queryKey: ['leaving', selection, enabledOnly],
    queryFn: ({ signal }) => call('users.consequences', { selection, enabledOnly }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
}
