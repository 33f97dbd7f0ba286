// The field of a private key: pasted, dropped as a file or chosen; what it is is told before it is saved.
import { FolderOpen } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { text } from '@shared/text'
import { SecretField, type SecretFieldProps } from '../entity/form/SecretField'
import { Button } from '../ui/Button'
import { KeyFactsList } from './KeyFactsList'
import { readKeyFile } from './read-key-file'
import { useTypedKey } from './use-typed-key'
import styles from './credentials.module.css'

const words = text.credentials

export function KeyField(props: SecretFieldProps) {
  const { value, onChange, label } = props
  const [isOver, setOver] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const typed = useTypedKey(value.kind === 'set' ? value.value : '')
  const refusal = typed?.kind === 'refused' ? words.keyFault[typed.reason] : undefined

  /** What is no key is said, and what was there stays. */
  const take = async (files: FileList | null) => {
    setFault(null)
    if (files === null || files.length === 0) return
    const read = files.length > 1 ? { fault: words.form.oneFile } : await readKeyFile(files[0])
    if ('fault' in read) return setFault(read.fault)
    onChange({ kind: 'set', value: read.text })
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files)
  }
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return (
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <SecretField
        {...props}
        multiline
        description={isOver ? words.form.dropNow : words.form.drop}
        errorMessage={props.errorMessage ?? refusal}
        onChange={(change) => {
          setFault(null)
          onChange(change)
        }}
      />
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {typed?.kind === 'key' && (
        <div role="status">
          <KeyFactsList facts={typed.facts} />
          {typed.isConverted && <p className={styles.muted}>{words.converted}</p>}
          {typed.facts.isEncrypted && <p className={styles.fault}>{words.encryptedWarning}</p>}
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          icon={FolderOpen}
          aria-label={words.form.chooseFor(label)}
          onPress={() => input.current?.click()}
        >
          {words.form.choose}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-hidden
          tabIndex={-1}
          onChange={(event) => {
            const chosen = event.currentTarget
            void take(chosen.files).then(() => {
              // The same file may be chosen again once it was mended.
              chosen.value = ''
            })
          }}
        />
      </div>
    </div>
  )
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files')
}
