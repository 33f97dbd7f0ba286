// Whether the lab's cipher key opens what is stored: asked once for a lab, and again after something was done about it.
import { useQuery } from '@tanstack/react-query'
import type { KeyCheck } from '@shared/credentials'
import { call } from '../api/call'
import { useDatabase } from '../api/database'
import { queryClient } from '../api/query'

const key = 'credentials.check'

export function useKeyCheck() {
  const target = useDatabase().ready?.target
  return useQuery({
    queryKey: [key, target?.profile.id, target?.label],
    queryFn: ({ signal }) => call('credentials.check', undefined, { signal }),
    staleTime: Infinity,
    enabled: target !== undefined,
  })
}

/** After a key was given or all was re-keyed. */
export async function checkAgain(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [key] })
}

/** Nothing can be stored or shown without. */
export function isUnusable(check: KeyCheck | undefined): boolean {
  return check?.state === 'missing' || check?.state === 'malformed'
}
