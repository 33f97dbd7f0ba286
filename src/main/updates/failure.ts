// What can go wrong with an update, told from the updater's errors; their own texts quote addresses and answers.
import { z } from 'zod'

/** `elsewhere`: sent to an address that is not the feed's or not secure. `broken`: the download ended too early. */
export type UpdateProblem =
  | {
      kind:
        | 'unreachable'
        | 'missing'
        | 'unusable'
        | 'elsewhere'
        | 'tampered'
        | 'signature'
        | 'broken'
        | 'cancelled'
    }
  | { kind: 'refused'; status: number }
  | { kind: 'disk'; reason: string }

/** Its message is the problem's kind and an error code: it may be logged. */
export class UpdateFailure extends Error {
  override readonly name = 'UpdateFailure'
  constructor(
    readonly problem: UpdateProblem,
    readonly code = '',
  ) {
    super(`${problem.kind} ${code}`.trim())
  }
}

const byCode = new Map<string, UpdateProblem['kind'] & ('missing' | 'unusable' | 'tampered' | 'signature')>([
  ['ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', 'missing'],
  ['ERR_UPDATER_INVALID_UPDATE_INFO', 'unusable'],
  ['ERR_UPDATER_INVALID_VERSION', 'unusable'],
  ['ERR_UPDATER_NO_CHECKSUM', 'unusable'],
  ['ERR_UPDATER_NO_FILES_PROVIDED', 'unusable'],
  ['ERR_UPDATER_ZIP_FILE_NOT_FOUND', 'missing'],
  ['ERR_UPDATER_WEB_INSTALLER_DISABLED', 'unusable'],
  ['ERR_CHECKSUM_MISMATCH', 'tampered'],
  ['ERR_UPDATER_INVALID_SIGNATURE', 'signature'],
])
const ofDisk = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO'])

/** @param phase what a failure without a meaning of its own stands for */
export function failureOf(error: unknown, phase: 'check' | 'download'): UpdateFailure {
  if (error instanceof UpdateFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : ''
  const known = byCode.get(code)
  if (known) return new UpdateFailure({ kind: known }, code)
  if (ofDisk.has(code)) return new UpdateFailure({ kind: 'disk', reason: code }, code)
  const status =
    /^HTTP_ERROR_(\d{3})$/u.exec(code)?.[1] ?? /^Cannot download .*, status (\d{3}):/u.exec(message)?.[1]
  if (status) return new UpdateFailure({ kind: 'refused', status: Number(status) }, `HTTP ${status}`)
  const network = /net::(ERR_[A-Z_]+)/u.exec(message)?.[1] ?? code
  if (network === 'ERR_BLOCKED_BY_CLIENT') return new UpdateFailure({ kind: 'elsewhere' }, network)
  if (error instanceof z.ZodError || error instanceof TypeError) {
    return new UpdateFailure({ kind: 'unusable' }, error.name)
  }
  return new UpdateFailure({ kind: phase === 'check' ? 'unreachable' : 'broken' }, network)
}
