// In a machine's form: that nothing can be stored, or that the key is the wrong one, before something is typed.
import { text } from '@shared/text'
import { Note } from '../entity/form/Cell'
import { isUnusable, useKeyCheck } from './key-check'

const words = text.credentials.cipher

export function CipherNote() {
  const { data: check } = useKeyCheck()
  if (isUnusable(check)) return <Note tone="warning">{words.formMissing}</Note>
  if (check?.state === 'wrong') return <Note tone="warning">{words.formWrong}</Note>
  return null
}
