// The one place that decides what becomes of an error: a field, a form's line, a notice, or nothing.
import { AppError, type ErrorBody } from '@shared/errors'
import { text } from '@shared/text'
import { currentOperator, endOperator, startOperator } from '../auth/operator'
import { notify } from '../ui/notices'
import { call } from './call'

export interface FormErrors {
  /** A sentence for the form as a whole (role alert), or null where the fields say it all. */
  form: string | null
  /** By the contract's field names. */
  fields: Record<string, string>
}

const none: FormErrors = { form: null, fields: {} }

/** The body of any thrown value; what is no AppError is a fault of the window's own. */
export function errorBodyOf(error: unknown): ErrorBody {
  if (error instanceof AppError) return error.body
  // To the window's log as any uncaught fault, but what called this goes on.
  reportError(error)
  return { code: 'internal', message: text.shell.windowFault, reference: '' }
}

/** For a form: what to show where. `stale` is the form's own business: it looks at the body itself. */
export function formErrors(error: unknown): FormErrors {
  const body = errorBodyOf(error)
  switch (body.code) {
    case 'invalid_input':
      return { form: Object.keys(body.fields).length > 0 ? null : body.message, fields: body.fields }
    case 'conflict':
      return { form: null, fields: { [body.field]: body.message } }
    case 'not_signed_in':
      endOperator(body.message)
      return none
    case 'cancelled':
      return none
    case 'forbidden':
    case 'not_found':
    case 'in_use':
    case 'stale':
    case 'unavailable':
    case 'outcome_unknown':
    case 'internal':
      return { form: body.message, fields: {} }
    default:
      return unreachable(body)
  }
}

/** For everything without a form: a notice, unless the window shows it already. */
export function showError(error: unknown): void {
  const body = errorBodyOf(error)
  switch (body.code) {
    case 'cancelled':
    // The banner says so, and counts down to the next try.
    case 'unavailable':
      return
    case 'not_signed_in':
      return endOperator(body.message)
    case 'forbidden':
      notify({ tone: 'error', text: body.message })
      return refreshOperator()
    case 'internal':
      notify({
        tone: 'error',
        text: body.message,
        action: {
          label: text.menu.openLogFolder,
          run: () => void call('app.openLogFolder').catch(() => undefined),
        },
      })
      return
    case 'invalid_input':
    case 'conflict':
    case 'not_found':
    case 'in_use':
    case 'stale':
    case 'outcome_unknown':
      notify({ tone: 'error', text: body.message })
      return
    default:
      return unreachable(body)
  }
}

/** The role may have changed since sign-in: the window then shows what it allows now. */
function refreshOperator(): void {
  call('auth.current')
    .then((operator) => {
      if (operator && currentOperator()?.id === operator.id) startOperator(operator)
    })
    .catch(() => undefined)
}

function unreachable(body: never): never {
  throw new Error(`unknown error code: ${JSON.stringify(body)}`)
}
