// Settings > History: how long a lab's change log is kept.
import { useQuery } from '@tanstack/react-query'
import { text } from '@shared/text'
import { call } from '../api/call'
import { queryClient } from '../api/query'
import { formErrors, showError } from '../api/show-error'
import { useSignIn } from '../auth/operator'
import { Select } from '../ui/Select'
import { Skeleton } from '../ui/Skeleton'
import styles from './SettingsDialog.module.css'

const words = text.history.retention
const key = ['history.retention']
const choices = [30, 90, 180, 365, 730, 1825]

export function HistorySection() {
  const { operator } = useSignIn()
  const found = useQuery({
    queryKey: key,
    queryFn: () => call('history.retention'),
    enabled: operator !== null,
  })
  if (operator === null) return <p className={styles.quiet}>{words.signIn}</p>
  if (!found.data)
    return found.isError ? (
      <p className={styles.quiet}>{formErrors(found.error).form}</p>
    ) : (
      <Skeleton width="24ch" />
    )
  const { days } = found.data
  const offered = [...new Set([...choices, days])].filter((one) => one > 0).sort((a, b) => a - b)
  const set = async (wanted: number) => {
    try {
      queryClient.setQueryData(key, await call('history.setRetention', { days: wanted }))
    } catch (error) {
      showError(error)
    }
  }
  return (
    <div className={styles.group}>
      <Select
        label={words.label}
        value={String(days)}
        isDisabled={operator.role !== 'admin'}
        onChange={(wanted) => void set(Number(wanted))}
        choices={[
          ...offered.map((one) => ({ id: String(one), label: words.days(one) })),
          { id: '0', label: words.forEver },
        ]}
      />
      <p className={styles.quiet}>{operator.role === 'admin' ? words.hint : words.adminOnly}</p>
    </div>
  )
}
