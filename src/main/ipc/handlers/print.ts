// The handler of printing: its session is open while rows are read, never while a dialog or a printer takes its time.
import { bookmarkEntity } from '@shared/entities/bookmark'
import { userEntity } from '@shared/entities/user'
import { vmEntity } from '@shared/entities/vm'
import type { Lists } from '../../db/lists'
import type { Printer } from '../../print/print'
import { printedRows } from '../../print/print-rows'
import type { Handlers } from '../context'

export interface PrintParts {
  printer: Printer
  lists(): Lists
}

const titles = { user: userEntity.plural, vm: vmEntity.plural, bookmark: bookmarkEntity.plural }

export function printHandlers(parts: PrintParts): Pick<Handlers, 'print.table'> {
  return {
    'print.table': ({ listId, selection, fields, narrowing, to }, { session, operator, signal, progress }) =>
      parts.printer({
        to,
        title: titles[parts.lists().entityOf(listId)],
        narrowing,
        isSelection: selection !== null,
        operator,
        read: () =>
          session(
            (open) =>
              printedRows(
                open,
                parts.lists(),
                { listId, selection, fields },
                {
                  signal,
                  progress: (done, total) => progress({ done, total }),
                },
              ),
            { readOnly: true },
          ),
      }),
  }
}
