// Handlers of what is done with many machines at once, and of writing a table to a file.
import { machineLimit, peopleLimit } from '@shared/calls/machines'
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import { AppError } from '@shared/errors'
import type { Selection } from '@shared/paging'
import { text } from '@shared/text'
import { findHosts, findNames } from '../../db/clone'
import { operationOf } from '../../db/history'
import type { Lists } from '../../db/lists'
import { findMany } from '../../db/repository'
import type { Exporter } from '../../export/export'
import { assignMachines, peopleMatching, peopleNamed } from '../../services/assign'
import { cloneMachine } from '../../services/clone'
import { exportedPages } from '../../services/export'
import { selectedIds } from '../../services/selection'
import { transferMachines } from '../../services/transfer'
import type { Handlers } from '../context'

export interface MachinesParts {
  lists(): Lists
  exporter: Exporter
}

type MachinesCalls = Extract<keyof Handlers, `${'machines' | 'export'}.${string}`>

const titles = { user: userEntity.plural, vm: vmEntity.plural, bookmark: bookmarkEntity.plural }

export function machinesHandlers(parts: MachinesParts): Pick<Handlers, MachinesCalls> {
  const lists = () => parts.lists()
  /** In the list's order; null: all of it. */
  const exported = (listId: string, selection: Selection | null) => {
    if (selection === null) return lists().ids(listId, [])
    if ('ids' in selection) return lists().inOrder(listId, selection.ids)
    return selectedIds(lists(), lists().entityOf(listId), selection)
  }
  return {
    'machines.chosen': async ({ selection }, { session }) => {
      const ids = await selectedIds(lists(), 'vm', selection)
      if (ids.length > machineLimit) {
        const message = text.machines.tooMany(machineLimit)
        throw new AppError({ code: 'invalid_input', message, fields: {} })
      }
      return { machines: (await findMany(session, 'vm', ids)).filter((row) => row !== null) }
    },
    'machines.peopleMatching': (input, { session }) => peopleMatching(session, input.text, peopleLimit),
    'machines.peopleNamed': async ({ names }, { session }) => ({ people: await peopleNamed(session, names) }),
    'machines.inUse': async ({ names, hosts }, { session }) => ({
      names: await findNames(session, names),
      hosts: await findHosts(session, hosts),
    }),
    'machines.assign': async ({ assignments }, { session }) => ({
      changed: await assignMachines(session, assignments),
      operation: operationOf(session),
    }),
    'machines.transfer': async ({ machines, ownerId }, { session }) => ({
      changed: await transferMachines(session, machines, ownerId),
      operation: operationOf(session),
    }),
    'machines.clone': async (wanted, { session }) => ({
      added: await cloneMachine(session, wanted),
      operation: operationOf(session),
    }),
    'export.table': ({ listId, selection }, { session, signal, progress }) => {
      const entity = lists().entityOf(listId)
      let ids: readonly number[] = []
      return parts.exporter.write({
        title: titles[entity],
        count: async () => (ids = await exported(listId, selection)).length,
        pages: () => exportedPages((fn) => session(fn, { readOnly: true }), entity, ids, signal),
        progress: (done, total) => progress({ done, total }),
      })
    },
    'export.showInFolder': ({ file }) => parts.exporter.showInFolder(file),
  }
}
