// Every code of the closed set has its place in the window.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError, type ErrorBody } from '@shared/errors'
import { formErrors, showError } from '../../../../src/renderer/src/api/show-error'
import { currentOperator, forgetOperator, startOperator } from '../../../../src/renderer/src/auth/operator'
import { dismiss, shownNotices } from '../../../../src/renderer/src/ui/notices'

const ada = { id: 1, username: 'ada', firstName: 'Ada', lastName: 'L', role: 'admin' as const }
const call = vi.fn()

beforeEach(() => {
  startOperator(ada)
  call.mockReset()
  vi.stubGlobal('window', { vmlab: { call, cancel: vi.fn(), subscribe: () => () => undefined } })
})
afterEach(() => {
  for (const { id } of shownNotices()) dismiss(id)
  forgetOperator()
  vi.unstubAllGlobals()
})

const error = (body: ErrorBody) => new AppError(body)

describe('formErrors', () => {
  it('puts errors of fields on their fields and leaves the form alone', () => {
    const fields = { port: 'Type a number.' }
    expect(formErrors(error({ code: 'invalid_input', message: 'm', fields }))).toEqual({ form: null, fields })
    expect(formErrors(error({ code: 'conflict', message: 'Taken.', field: 'username' }))).toEqual({
      form: null,
      fields: { username: 'Taken.' },
    })
  })

  it('says it for the form where no field is named', () => {
    expect(formErrors(error({ code: 'invalid_input', message: 'm', fields: {} })).form).toBe('m')
  })

  it.each(['forbidden', 'not_found', 'in_use', 'unavailable', 'outcome_unknown'] as const)(
    '%s is the form’s',
    (code) => {
      expect(formErrors(error({ code, message: 'm' }))).toEqual({ form: 'm', fields: {} })
    },
  )

  it('shows nothing for what was cancelled, and signs out who is no longer signed in', () => {
    expect(formErrors(error({ code: 'cancelled', message: 'm' }))).toEqual({ form: null, fields: {} })
    expect(formErrors(error({ code: 'not_signed_in', message: 'm' }))).toEqual({ form: null, fields: {} })
    expect(currentOperator()).toBeNull()
  })

  it('never shows the text of an error that is not meant for people', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    expect(formErrors(new TypeError('secret internals')).form).not.toContain('internals')
    expect(report).toHaveBeenCalledOnce()
  })
})

describe('showError', () => {
  it('is silent where the window says it already', () => {
    showError(error({ code: 'unavailable', message: 'm' }))
    showError(error({ code: 'cancelled', message: 'm' }))
    expect(shownNotices()).toEqual([])
  })

  it.each(['not_found', 'in_use', 'outcome_unknown'] as const)('%s is a notice that stays', (code) => {
    showError(error({ code, message: `about ${code}` }))
    expect(shownNotices()).toMatchObject([{ tone: 'error', text: `about ${code}` }])
  })

  it('offers the log for what went wrong inside', () => {
    showError(error({ code: 'internal', message: 'm', reference: 'r' }))
    expect(shownNotices()[0]?.action?.label).toBe('Open log folder')
  })

  it('looks again at the role after a refusal', async () => {
    call.mockResolvedValue({ ok: true, value: { ...ada, role: 'manager' } })
    showError(error({ code: 'forbidden', message: 'Only an admin.' }))
    await vi.waitFor(() => expect(currentOperator()?.role).toBe('manager'))
    expect(shownNotices()).toMatchObject([{ text: 'Only an admin.' }])
  })
})
