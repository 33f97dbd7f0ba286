// How long the integrity page takes on a million machines: its checks, the rows of a kind, and a repair of many.
import { findingKinds, kindFacts, onDemand, type RepairInput } from '@shared/integrity'
import { countFindings, scans } from '../../src/main/db/integrity'
import { pageOfFindings, previewRepair, repair } from '../../src/main/services/integrity'
import type { Lab } from './lab'
import type { Report } from './report'
import { timed } from './statistics'

const rules = { sharingOff: false, keys: [] }
const cheap = findingKinds.filter((kind) => kind !== onDemand)

export async function measureIntegrity(lab: Lab, report: Report): Promise<void> {
  const database = lab.open()
  const section = 'Integrity: what breaks the rules among 1M machines, 100k people and 200k bookmarks'
  const whole: number[] = []
  for (let round = 0; round < 5; round += 1) {
    whole.push(
      await timed(async () => {
        for (const scan of scans) {
          await database.session((session) => countFindings(session, scan, false), { readOnly: true })
        }
      }),
    )
  }
  report.add({
    section,
    what: 'all checks but the opening of secrets',
    ours: whole,
    bound: { of: 'p95', max: 5_000 },
  })
  const pages: number[] = []
  for (const kind of cheap) {
    pages.push(
      await timed(() =>
        database.session((session) => pageOfFindings(session, { kind, after: 0, ids: null }, rules), {
          readOnly: true,
        }),
      ),
    )
  }
  report.add({ section, what: 'the first rows of each kind', ours: pages, bound: { of: 'p95', max: 3_000 } })
  const input: RepairInput = {
    kind: 'owner-blind',
    repair: kindFacts['owner-blind'].repairs[1] ?? 'pass',
    chosen: { except: [] },
    personId: null,
    role: null,
  }
  let previewed = ''
  const preview = await timed(async () => {
    const found = await database.session((session) => previewRepair(session, input, rules), {
      readOnly: true,
    })
    previewed = found.digest
  })
  report.add({ section, what: 'preview of a repair of 50,000 rows', ours: preview })
  // Taken back: what is measured after it has the same rows.
  const made = await timed(() =>
    database
      .session(async (session) => {
        await repair(session, { ...input, previewed }, rules, () => undefined)
        throw new Error('enough')
      })
      .catch(() => undefined),
  )
  report.add({ section, what: 'a repair of 50,000 rows, in one transaction', ours: made })
  await database.close()
}
