// Settings > Lock: after how long without input the window is locked.
import { useQuery } from '@tanstack/react-query'
import { text } from '@shared/text'
import { call } from '../api/call'
import { queryClient } from '../api/query'
import { showError } from '../api/show-error'
import { Banner } from '../ui/Banner'
import { FormError } from '../ui/FormError'
import { Select } from '../ui/Select'
import { Skeleton } from '../ui/Skeleton'
import styles from '../settings/SettingsDialog.module.css'

const words = text.lock.settings
const offered = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60]
const queryKey = ['lock.settings']

export function LockSection() {
  // Read anew each time: an administrator may have changed what is allowed.
  const { data, isError } = useQuery({ queryKey, queryFn: () => call('lock.settings'), staleTime: 0 })
  if (isError) return <FormError message={text.settings.failed} />
  if (!data) return <Skeleton width="24ch" />
  // The settings' file may have any other.
  const minutes = [...new Set([...offered, data.minutes])].sort((left, right) => left - right)
  const choose = async (value: string) => {
    try {
      queryClient.setQueryData(queryKey, await call('lock.setMinutes', { minutes: Number(value) }))
    } catch (error) {
      showError(error)
      void queryClient.invalidateQueries({ queryKey })
    }
  }
  return (
    <>
      {data.fixed !== null && (
        <Banner tone="info" inset>
          {data.fixed}
        </Banner>
      )}
      <Select
        label={words.after}
        choices={minutes.map((count) => ({ id: String(count), label: words.choice(count) }))}
        value={String(data.minutes)}
        isDisabled={data.fixed !== null}
        onChange={(value) => void choose(value)}
        description={words.afterText}
      />
      <p className={styles.quiet}>{words.always}</p>
    </>
  )
}
