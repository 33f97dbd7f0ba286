// How the connection is encrypted: folded away while it is as usual for the address, and shown where it matters.
import { ChevronRight } from 'lucide-react'
import { useState, type Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { text } from '@shared/text'
import { defaultTlsMode, tlsModes, type TlsMode } from '@shared/tls'
import { Select } from '../ui/Select'
import { addressOf, asksAuthority, tlsModeOf, type ConnectionDraft, type TlsChoice } from './connection-draft'
import { FileField } from './FileField'
import styles from './ConnectCard.module.css'

const words = text.encryption

export interface EncryptionInputsProps {
  draft: ConnectionDraft
  /** Of `tls.ca`, `tls.cert` and `tls.key`. */
  errors: Record<string, string>
  /** The test failed at it. */
  isNeeded: boolean
  /** Around the choice of the mode. */
  selectRef: Ref<HTMLDivElement>
  onChange(patch: Partial<TlsChoice>, field: string): void
}

/** The strongest first. */
const choices = tlsModes.toReversed().map((mode) => ({ id: mode, label: words.modes[mode] }))

export function EncryptionInputs({ draft, errors, isNeeded, selectRef, onChange }: EncryptionInputsProps) {
  const { tls } = draft
  const mode = tlsModeOf(draft)
  const isChosen = Object.values(tls).some((value) => value !== null)
  const [isWanted, setWanted] = useState(isChosen)
  const hasErrors = Object.keys(errors).some((name) => name.startsWith('tls.'))
  // What had to be opened stays open when its reason goes.
  if ((isNeeded || hasErrors || isChosen) && !isWanted) setWanted(true)

  const file = (name: 'ca' | 'cert' | 'key', label: string, description: string) => (
    <FileField
      kind={name === 'key' ? 'key' : 'certificate'}
      label={label}
      description={description}
      path={tls[name]}
      errorMessage={errors[`tls.${name}`]}
      onChange={(path) => onChange({ [name]: path }, `tls.${name}`)}
    />
  )
  return (
    <>
      <AriaButton
        className={styles.toggle ?? ''}
        aria-expanded={isWanted}
        aria-controls="encryption"
        onPress={() => setWanted(!isWanted)}
      >
        <ChevronRight size={15} aria-hidden />
        {words.advanced}
        {!isWanted && <span className={styles.current}>{words.modes[mode]}</span>}
      </AriaButton>
      <div id="encryption" hidden={!isWanted}>
        {isWanted && (
          <>
            <div ref={selectRef}>
              <Select
                label={words.title}
                choices={choices.map((choice) => named(choice, defaultTlsMode(addressOf(draft))))}
                value={mode}
                onChange={(id) => {
                  const chosen = tlsModes.find((candidate) => candidate === id)
                  if (chosen) onChange({ mode: chosen }, 'tls.mode')
                }}
                description={words.help[mode]}
              />
            </div>
            {asksAuthority(mode) && file('ca', words.ca, words.caHelp[mode])}
            {mode !== 'off' && (
              <>
                {file('cert', words.cert, words.certHelp)}
                {(tls.cert !== null || tls.key !== null) && file('key', words.key, words.keyHelp)}
              </>
            )}
          </>
        )}
      </div>
    </>
  )
}

function named(choice: { id: TlsMode; label: string }, usual: TlsMode): { id: string; label: string } {
  return choice.id === usual ? { ...choice, label: `${choice.label} (${words.usual})` } : choice
}
