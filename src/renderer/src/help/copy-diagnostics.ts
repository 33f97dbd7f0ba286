// Puts the short diagnostics, with everything that names anybody replaced, on the clipboard.
import { text } from '@shared/text'
import { call } from '../api/call'
import { showError } from '../api/show-error'
import { notify } from '../ui/notices'

export function copyDiagnostics(): void {
  call('diagnostics.copy')
    .then(() => notify({ tone: 'success', text: text.diagnostics.copied }))
    .catch(showError)
}
