// A button's or form's action: running or not, and what went wrong.
import { useCallback, useEffect, useRef, useState } from 'react'
import { formErrors, type FormErrors } from './show-error'

export interface Action {
  isRunning: boolean
  errors: FormErrors
  /** Runs `work` unless it runs already; resolves to whether it succeeded. */
  run(work: (signal: AbortSignal) => Promise<void>): Promise<boolean>
  /** Cancels what runs; a cancelled action leaves no error. */
  cancel(): void
  setErrors(errors: FormErrors): void
  /** A field was changed: its error no longer stands, nor does the form's. */
  clear(field: string): void
}

const none: FormErrors = { form: null, fields: {} }

/** What runs is cancelled when the component goes. */
export function useAction(): Action {
  const [isRunning, setRunning] = useState(false)
  const [errors, setErrors] = useState<FormErrors>(none)
  const running = useRef<AbortController | null>(null)

  useEffect(() => () => running.current?.abort(), [])

  const run = useCallback(async (work: (signal: AbortSignal) => Promise<void>) => {
    if (running.current) return false
    const controller = new AbortController()
    running.current = controller
    setRunning(true)
    setErrors(none)
    try {
      await work(controller.signal)
      return true
    } catch (error) {
      setErrors(formErrors(error))
      return false
    } finally {
      running.current = null
      setRunning(false)
    }
  }, [])
  const cancel = useCallback(() => running.current?.abort(), [])
  const clear = useCallback((field: string) => {
    setErrors((before) => {
      const { [field]: _, ...fields } = before.fields
      return { form: null, fields }
    })
  }, [])
  return { isRunning, errors, run, cancel, setErrors, clear }
}
