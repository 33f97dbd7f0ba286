// Handlers of the calls about finding and repairing what breaks the portal’s rules.
import type { integrityCalls } from '@shared/calls/integrity'
import { AppError } from '@shared/errors'
import type { FindingKind } from '@shared/integrity'
import type { Sharing } from '@shared/sharing'
import { text } from '@shared/text'
import type { LabKeyring } from '../../config/lab-keys'
import { currentSnapshot } from '../../db/changes'
import { operationOf } from '../../db/history'
import { countFindings, scans } from '../../db/integrity'
import { pageOfFindings, previewRepair, repair } from '../../services/integrity'
import { checkSecrets } from '../../services/integrity-secrets'
import type { Handlers } from '../context'

export interface IntegrityParts {
  labKeyring: Pick<LabKeyring, 'current'>
  /** From which role on the portal shows other people's shared machines; null: nobody is shown them. */
  sharing(): Sharing
}

export function integrityHandlers(parts: IntegrityParts): Pick<Handlers, keyof typeof integrityCalls> {
  const keys = () => parts.labKeyring.current().keys
  const rules = () => ({ sharingOff: parts.sharing() === null, keys: keys() })
  const keysOrRefuse = () => {
    const known = keys()
    if (known.length === 0) throw new AppError({ code: 'forbidden', message: text.integrity.noKey })
    return known
  }
  return {
    // A session for each scan: a lab of one connection answers others in between.
    'integrity.check': async ({ since }, { session, progress }) => {
      const sharing = parts.sharing() !== null
      const stamp = await session(currentSnapshot, { readOnly: true })
      if (stamp === since) return { stamp, counts: null, sharing }
      const counts: { kind: FindingKind; count: number }[] = []
      for (const scan of scans) {
        const found = await session((open) => countFindings(open, scan, !sharing), { readOnly: true })
        counts.push(...found)
        progress(found)
      }
      return { stamp, counts, sharing }
    },
    'integrity.checkSecrets': async (_, { session, signal, progress }) =>
      checkSecrets({ session: (fn) => session(fn, { readOnly: true }), signal, progress }, keysOrRefuse()),
    'integrity.rows': (input, { session }) => pageOfFindings(session, input, rules()),
    'integrity.preview': (input, { session }) => {
      if (input.kind === 'secret-closed') keysOrRefuse()
      return previewRepair(session, input, rules())
    },
    'integrity.repair': async (input, { session, progress }) => {
      if (input.kind === 'secret-closed') keysOrRefuse()
      const total = 'ids' in input.chosen ? input.chosen.ids.length : 0
      const done = await repair(session, input, rules(), (count) => progress({ done: count, total }))
      return { ...done, operation: operationOf(session) }
    },
  }
}
