// Help > Save a diagnostics bundle: exactly what will be saved, to be read before it is.
import { useEffect, useRef, useState } from 'react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { ProgressBar } from '../ui/ProgressBar'
import styles from './DiagnosticsDialog.module.css'

const words = text.diagnostics

export function DiagnosticsDialog({ onClose }: { onClose(): void }) {
  const [bundle, setBundle] = useState<Output<'diagnostics.collect'> | null>(null)
  const collecting = useAction()
  const saving = useAction()
  const collect = useRef(collecting.run)

  useEffect(() => {
    void collect.current(async (signal) =>
      setBundle(await call('diagnostics.collect', undefined, { signal })),
    )
  }, [])

  const save = () =>
    saving.run(async () => {
      if (!bundle) return
      const { path } = await call('diagnostics.save', { id: bundle.id })
      if (path === null) return
      onClose()
      notify({ tone: 'success', text: words.saved(path) })
    })

  return (
    <Dialog
      title={words.title}
      isOpen
      size="large"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button
            variant="primary"
            isDisabled={!bundle}
            isPending={saving.isRunning}
            onPress={() => void save()}
          >
            {words.saveButton}
          </Button>
        </>
      }
    >
      <p className={styles.intro}>{words.intro}</p>
      {collecting.isRunning && <ProgressBar label={words.collecting} value={null} />}
      <FormError message={collecting.errors.form ?? saving.errors.form} />
      {bundle && (
        <pre
          ref={focusableWhereItScrolls}
          role="region"
          aria-label={words.contents}
          className={styles.content}
        >
          {bundle.content}
        </pre>
      )}
    </Dialog>
  )
}
