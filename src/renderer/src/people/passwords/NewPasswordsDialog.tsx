// Shows new passwords, once: to read out, to copy, or to print as slips.
import { ClipboardCopy, Printer } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../../api/call'
import { copySecret } from '../../api/copy-secret'
import { useUnsavedWork } from '../../api/unsaved-work'
import { useAction } from '../../api/use-action'
import { Banner } from '../../ui/Banner'
import { Button, IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { focusableWhereItScrolls } from '../../ui/focusable-where-it-scrolls'
import { FormError } from '../../ui/FormError'
import { notify } from '../../ui/notices'
import styles from './Passwords.module.css'

const words = text.passwords
/** So many who are disabled are named. */
const named = 5

type Made = Output<'passwords.reset'>

/** `left`: how many of those chosen were gone. */
export function NewPasswordsDialog({ made, left, onClose }: { made: Made; left: number; onClose(): void }) {
  const { slips, sheet } = made
  const printing = useAction()
  const [only] = slips.length === 1 ? slips : []
  const disabled = slips.filter((slip) => slip.disabled).map(({ username }) => username)
  const title = words.doneTitle(slips.length, only?.username ?? null)
  // Copied or printed, if only one of them: whoever did so knows what this is.
  const [isKept, setKept] = useState(false)
  const [isAsking, setAsking] = useState(false)
  useUnsavedWork(!isKept, title)
  const copy = async (value: string, copied = words.copied) => {
    if (await copySecret(value, { copied, notCopied: words.notCopied })) setKept(true)
  }
  const close = () => (isKept ? onClose() : setAsking(true))
  const print = () =>
    printing.run(async () => {
      const { printed } = await call('passwords.print', { sheet })
      if (!printed) return
      setKept(true)
      notify({ tone: 'success', text: words.printed })
    })
  return (
    <Dialog
      title={title}
      isOpen
      size={only ? 'small' : 'medium'}
      // A click beside it must not take away what is shown only once.
      role="alertdialog"
      onOpenChange={(open) => {
        if (open) return
        if (isAsking) setAsking(false)
        else close()
      }}
      footer={
        isAsking ? (
          <>
            <p className={styles.question} role="alert">
              {words.closeUnkept(slips.length)}
            </p>
            <Button autoFocus onPress={() => setAsking(false)}>
              {words.keepOpen}
            </Button>
            <Button variant="danger" onPress={onClose}>
              {words.close}
            </Button>
          </>
        ) : (
          <>
            <Button icon={Printer} isPending={printing.isRunning} onPress={() => void print()}>
              {only ? words.print : words.printMany}
            </Button>
            <Button
              icon={ClipboardCopy}
              autoFocus
              onPress={() =>
                void (only ? copy(only.password) : copy(asText(slips), words.copiedAll(slips.length)))
              }
            >
              {only ? words.copy : words.copyAll}
            </Button>
            <Button variant="primary" onPress={close}>
              {words.done}
            </Button>
          </>
        )
      }
    >
      <div className={styles.content}>
        {only ? (
          <p className={styles.password} aria-label={text.fields.password}>
            {only.password}
          </p>
        ) : (
          <Sheet slips={slips} onCopy={(password) => void copy(password)} />
        )}
        <p className={styles.muted}>{only ? words.once : words.onceMany}</p>
        {left > 0 && <p role="note">{words.left(left)}</p>}
        {disabled.length > 0 && (
          <Banner tone="warning" inset>
            {words.disabled(disabled.slice(0, named), Math.max(0, disabled.length - named))}
          </Banner>
        )}
        <p>{words.reload}</p>
        <FormError message={printing.errors.form} />
      </div>
    </Dialog>
  )
}

function Sheet({ slips, onCopy }: { slips: Made['slips']; onCopy(password: string): void }) {
  return (
    <div ref={focusableWhereItScrolls} className={styles.sheet}>
      <table aria-label={words.table} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.fields.username}</th>
            <th scope="col">{words.name}</th>
            <th scope="col">{text.fields.password}</th>
            <th scope="col">
              <span className="visually-hidden">{words.copy}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {slips.map(({ id, username, firstName, lastName, password }) => (
            <tr key={id}>
              <th scope="row">{username}</th>
              <td>{`${firstName} ${lastName}`.trim()}</td>
              <td className={styles.mono}>{password}</td>
              <td>
                <IconButton
                  aria-label={words.copyOf(username)}
                  icon={ClipboardCopy}
                  onPress={() => onCopy(password)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function asText(slips: Made['slips']): string {
  return slips.map(({ username, password }) => `${username}\t${password}`).join('\n')
}
