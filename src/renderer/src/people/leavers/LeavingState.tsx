// What a dialog about people shows while what hangs on them is being read, or cannot be.
import type { UseQueryResult } from '@tanstack/react-query'
import { text } from '@shared/text'
import { formErrors } from '../../api/show-error'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Skeleton } from '../../ui/Skeleton'
import styles from './leavers.module.css'

const words = text.leavers

/** Nothing once it is there. */
export function LeavingState({ query }: { query: UseQueryResult<object> }) {
  if (query.isError) {
    return (
      <Banner
        tone="danger"
        role="alert"
        inset
        actions={<Button onPress={() => void query.refetch()}>{words.tryAgain}</Button>}
      >
        {formErrors(query.error).form ?? words.loadFailed}
      </Banner>
    )
  }
  if (query.isPending) {
    return (
      <div role="status" aria-label={words.counting} aria-busy="true" className={styles.counting}>
        <Skeleton width="70%" height="14px" />
        <Skeleton width="90%" height="14px" />
        <Skeleton width="50%" height="14px" />
      </div>
    )
  }
  return 'users' in query.data && query.data.users === 0 ? <p role="alert">{words.allGone}</p> : null
}
