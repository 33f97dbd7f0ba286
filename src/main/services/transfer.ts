// Passing machines on to another owner, all or nothing.
import { text } from '@shared/text'
import { lockMachines } from '../db/assign'
import { noteChanges } from '../db/history'
import type { Session } from '../db/session'
import { writeOwner } from '../db/transfer'
import { refuse } from './assign'
import { requireHolders } from './people-rules'

const words = text.machines

/**
 * Give these machines a new owner, where each still belongs to whom it was shown to. Answers how many changed hands.
 * @throws AppError `invalid_input` for `ownerId` where that person may own nothing, `stale` as `assignMachines`
 */
export async function transferMachines(
  session: Session,
  machines: readonly { id: number; ownerId: number }[],
  ownerId: number,
): Promise<number> {
  await requireHolders(session, { ownerId })
  const found = new Map(
    (
      await lockMachines(
        session,
        machines.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  refuse(
    machines.flatMap(({ id, ownerId: expected }) => {
      const machine = found.get(id)
      if (!machine) return words.machineGone
      return machine.ownerId === expected ? [] : words.ownedNow(machine.name)
    }),
  )
  const changed = await writeOwner(session, [...found.keys()], ownerId)
  noteChanges(
    session,
    changed.flatMap((id) => {
      const before = found.get(id)
      if (!before) return []
      return {
        entity: 'vm',
        rowId: id,
        label: before.name,
        kind: 'update',
        old: { ownerId: before.ownerId },
        new: { ownerId },
      } as const
    }),
  )
  return changed.length
}
