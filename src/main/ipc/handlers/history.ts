// Handlers of the change log: reading it, and taking changes back.
import { isAppError } from '@shared/errors'
import type { ProfileFacts } from '@shared/profile'
import { findRetention, setRetention } from '../../db/history-log'
import type { Log } from '../../log'
import type { LabKeyring } from '../../config/lab-keys'
import {
  freedName,
  historyOfOperation,
  historyOfRow,
  lastOfOperator,
  lastWriter,
  listHistory,
  requireHistory,
} from '../../services/history'
import { takeBack } from '../../services/history-undo'
import { requireConfirmed } from '../../services/production'
import type { Handlers } from '../context'

export interface HistoryParts {
  labKeyring: Pick<LabKeyring, 'settled'>
  /** Of the lab that is open. */
  profile(): ProfileFacts | null
  /** How long a log is kept whose lab does not say; 0: for ever. */
  historyDays(): number
  log: Pick<Log, 'info'>
  /** How long the log is kept was changed. */
  pruneHistory(): void
}

type HistoryCalls = Extract<keyof Handlers, `history.${string}`>

/** Thrown to undo what was only tried. */
class Tried extends Error {}

/** The handlers of `history.*`. */
export function historyHandlers(parts: HistoryParts): Pick<Handlers, HistoryCalls> {
  return {
    'history.list': (input, { session, operator }) => listHistory(session, operator, input),
    'history.ofRow': (input, { session, operator }) => historyOfRow(session, operator, input),
    'history.ofOperation': (input, { session, operator }) => historyOfOperation(session, operator, input),
    'history.last': ({ seconds }, { session, operator }) => lastOfOperator(session, operator, seconds),
    'history.check': async ({ operation }, { session, operator }) => {
      let notes: string[] = []
      try {
        // The only sure answer is to try it, and to roll it back.
        await session(async (open) => {
          requireHistory(open)
          notes = (await takeBack(open, operator, operation, parts.labKeyring.settled)).notes
          throw new Tried()
        })
      } catch (error) {
        if (error instanceof Tried) return { refused: null, notes }
        for (const code of ['in_use', 'forbidden', 'conflict', 'invalid_input'] as const) {
          if (isAppError(error, code)) return { refused: error.body.message, notes: [] }
        }
        throw error
      }
      return { refused: null, notes }
    },
    'history.undo': ({ operation, confirmedName }, { session, operator }) => {
      requireHistory(session)
      return takeBack(session, operator, operation, parts.labKeyring.settled, (entity, rows) =>
        requireConfirmed(parts.profile(), entity, rows, confirmedName),
      )
    },
    'history.lastWriter': async ({ entity, id }, { session, operator }) => ({
      actor: await lastWriter(session, operator, entity, id),
    }),
    'history.freedName': async ({ username }, { session }) => ({ freed: await freedName(session, username) }),
    'history.retention': async (_, { session }) => {
      requireHistory(session)
      return { days: (await findRetention(session)) ?? parts.historyDays() }
    },
    'history.setRetention': async ({ days }, { session }) => {
      await session((open) => {
        requireHistory(open)
        return setRetention(open, days)
      })
      parts.log.info('how long the change log is kept was set', { days })
      parts.pruneHistory()
      return { days }
    },
  }
}
