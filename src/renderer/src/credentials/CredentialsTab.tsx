// A machine's stored secrets in its panel: whether they open, what kind of key it is, and the ways to show them.
import { useQuery } from '@tanstack/react-query'
import { ClipboardCopy, Eye, RotateCcwKey } from 'lucide-react'
import { useState } from 'react'
import type { SecretFacts, SecretKind, SecretState } from '@shared/credentials'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useReadOnly } from '../api/database'
import { formErrors, showError } from '../api/show-error'
import type { PanelTabProps } from '../entity/panel-tabs'
import { Button } from '../ui/Button'
import { FormError } from '../ui/FormError'
import { notify } from '../ui/notices'
import { Skeleton } from '../ui/Skeleton'
import { KeyFactsList } from './KeyFactsList'
import { machineOf } from './machine'
import { ReplacePasswordDialog } from './ReplacePasswordDialog'
import { RevealDialog } from './RevealDialog'
import styles from './credentials.module.css'

const words = text.credentials

export function CredentialsTab({ row, onChanged }: PanelTabProps) {
  const machine = machineOf([row])
  const [asked, setAsked] = useState<{ secret: SecretKind; purpose: 'show' | 'copy' } | null>(null)
  const [isReplacing, setReplacing] = useState(false)
  const readOnly = useReadOnly()
  const facts = useQuery({
    queryKey: ['credentials.facts', row.id, row.version],
    queryFn: ({ signal }) => call('credentials.facts', { id: row.id }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  if (facts.isPending) {
    return (
      <div role="status" aria-busy="true" aria-label={words.loading} className={styles.secret}>
        <Skeleton width="60%" height="14px" />
        <Skeleton width="90%" height="14px" />
      </div>
    )
  }
  if (facts.isError) {
    return (
      <>
        <FormError message={formErrors(facts.error).form} />
        <div className={styles.buttons}>
          <Button onPress={() => void facts.refetch()}>{text.shell.tryAgain}</Button>
        </div>
      </>
    )
  }
  const { password, key, keyFault } = facts.data
  const isKeyUsable = key === 'opens' && keyFault === null
  return (
    <>
      {password !== 'none' && key !== 'none' && <p>{isKeyUsable ? words.both : words.bothBadKey}</p>}
      {password === 'none' && key === 'none' && <p>{words.neither}</p>}
      <Secret
        secret="password"
        state={password}
        onAsk={setAsked}
        button={
          <Button icon={RotateCcwKey} isDisabled={readOnly !== null} onPress={() => setReplacing(true)}>
            {words.replacePassword}
          </Button>
        }
      />
      <Secret secret="key" state={key} onAsk={setAsked}>
        <KeyPart facts={facts.data} />
      </Secret>
      {isReplacing && (
        <ReplacePasswordDialog
          selection={{ ids: [row.id] }}
          count={1}
          rows={[row]}
          onDone={onChanged}
          onClose={() => setReplacing(false)}
        />
      )}
      {asked && machine && (
        <RevealDialog {...asked} id={machine.id} name={machine.name} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

interface SecretProps {
  secret: SecretKind
  state: SecretState
  onAsk(asked: { secret: SecretKind; purpose: 'show' | 'copy' }): void
  /** Stands beside the ways to show it. */
  button?: React.ReactNode
  children?: React.ReactNode
}

function Secret({ secret, state, onAsk, button, children }: SecretProps) {
  const readOnly = useReadOnly()
  const tone = state === 'opens' ? 'good' : state === 'none' ? 'none' : 'bad'
  return (
    <section className={styles.secret} aria-label={words[secret]}>
      <div className={styles.head}>
        <h3>{words[secret]}</h3>
        <span className={styles.state} data-tone={tone}>
          {words.state[state]}
        </span>
      </div>
      {tone === 'bad' && <p>{words.unopened[secret][state]}</p>}
      {children}
      <div className={styles.buttons}>
        {state === 'opens' && (
          <>
            <Button
              icon={Eye}
              isDisabled={readOnly !== null}
              onPress={() => onAsk({ secret, purpose: 'show' })}
            >
              {secret === 'key' ? words.revealKey : words.revealPassword}
            </Button>
            <Button
              icon={ClipboardCopy}
              isDisabled={readOnly !== null}
              onPress={() => onAsk({ secret, purpose: 'copy' })}
            >
              {secret === 'key' ? words.copyKey : words.copyPassword}
            </Button>
          </>
        )}
        {button}
      </div>
      {readOnly !== null && (state === 'opens' || button !== undefined) && (
        <p className={styles.muted}>{readOnly}</p>
      )}
    </section>
  )
}

function KeyPart({ facts }: { facts: SecretFacts }) {
  const { keyFacts, keyFault } = facts
  if (keyFault !== null) return <p className={styles.fault}>{words.keyFault[keyFault]}</p>
  if (keyFacts === null) return null
  const { publicKey } = keyFacts
  return (
    <>
      <KeyFactsList facts={keyFacts} />
      {publicKey !== null && (
        <div className={styles.buttons}>
          <Button variant="quiet" icon={ClipboardCopy} onPress={() => copyPublic(publicKey)}>
            {words.facts.copyPublic}
          </Button>
        </div>
      )}
    </>
  )
}

function copyPublic(publicKey: string): void {
  call('app.copyText', { text: publicKey })
    .then(() => notify({ tone: 'info', text: words.facts.publicCopied }))
    .catch(showError)
}
