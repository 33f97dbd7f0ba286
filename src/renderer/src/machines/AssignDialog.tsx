// Gives the chosen machines to people: one to each, or all to one, shown pair by pair before it is written.
import { useMemo, useState } from 'react'
import { isAppError } from '@shared/errors'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import type { ActionDialogProps } from '../entity/actions'
import type { Person } from '../entity/form/people'
import { PersonPicker } from '../entity/form/PersonPicker'
import { offerUndo } from '../history/offer-undo'
import { Banner } from '../ui/Banner'
import { Segments } from '../ui/Segments'
import { ActionDialog } from './ActionDialog'
import { MachineList } from './MachineList'
import { allTo, assignmentsOf, byName, notesOf, pairUp, refusalOf, type Pair } from './pairs'
import { PairList } from './PairList'
import { PeopleBox } from './PeopleBox'
import { useChosen } from './use-chosen'
import styles from './machines.module.css'

const words = text.machines.assign

export function AssignDialog({ selection, count, onClose, onDone }: ActionDialogProps) {
  const chosen = useChosen(selection)
  const action = useAction()
  const [mode, setMode] = useState<'each' | 'one'>(count > 1 ? 'each' : 'one')
  const [people, setPeople] = useState<Person[]>([])
  const [one, setOne] = useState<Pair['person']>(null)
  const [report, setReport] = useState<string[]>([])

  const machines = chosen.data
  const pairs = useMemo(
    () => (mode === 'each' ? pairUp(machines ?? [], people) : allTo(machines ?? [], one)),
    [mode, machines, people, one],
  )
  const assignments = useMemo(() => assignmentsOf(pairs), [pairs])

  const go = () =>
    action.run(async (signal) => {
      try {
        const { changed, operation } = await call('machines.assign', { assignments }, { signal })
        onDone()
        onClose()
        offerUndo(`${words.done(changed)} ${text.machines.portalRefresh}`, operation)
      } catch (error) {
        if (isAppError(error, 'stale')) await lookAgain()
        throw error
      }
    })
  /** What was refused is shown as it is now: other machines, and without those who may not be given one any more. */
  async function lookAgain(): Promise<void> {
    await chosen.refetch()
    const names = [...people, ...(one ? [one] : [])].map(({ username }) => username)
    const found = await call('machines.peopleNamed', { names })
    const still = (person: { id: number; username: string }) =>
      found.people.find((now) => now?.id === person.id && now.username === person.username) ?? null
    setPeople((before) => before.flatMap((person) => still(person) ?? []).filter(mayHave))
    setOne((before) => {
      const now = before && still(before)
      return now && mayHave(now) ? now : null
    })
  }
  const change = (next: Person[]) => {
    action.clear('')
    setPeople(next)
  }

  const total = machines?.length ?? count
  const isMany = total > 1
  return (
    <ActionDialog
      title={words.title(total)}
      size={isMany ? 'large' : 'medium'}
      chosen={chosen}
      action={action}
      go={words.go(assignments.length)}
      canGo={assignments.length > 0 && !chosen.isFetching && !action.isRunning}
      isDirty={people.length > 0 || one !== null}
      onGo={() => void go()}
      onClose={onClose}
    >
      {isMany && (
        <Segments<'each' | 'one'>
          label={words.mode}
          hideLabel
          choices={[
            { id: 'each', label: words.each },
            { id: 'one', label: words.one },
          ]}
          value={mode}
          onChange={setMode}
        />
      )}
      {mode === 'each' ? (
        <>
          <PeopleBox people={people} onAdd={(more) => change([...people, ...more])} onReport={setReport} />
          {report.length > 0 && (
            <Banner tone="warning" role="status" inset>
              {report.join(' ')}
            </Banner>
          )}
          <PairList pairs={pairs} people={people} onChange={change} onSort={() => change(byName(people))} />
        </>
      ) : (
        <>
          <PersonPicker
            label={words.person}
            value={one}
            onChange={setOne}
            purpose="assignee"
            isRequired
            autoFocus
          />
          <MachineList
            label={words.chosen}
            rows={pairs.map((pair) => ({
              key: pair.machine?.id ?? 0,
              name: pair.machine?.name ?? '',
              host: pair.machine?.host ?? '',
              note: notesOf(pair),
              tone: pair.isAlready && !pair.becomesShared ? 'muted' : 'warning',
            }))}
          />
        </>
      )}
      <Sums pairs={pairs} people={mode === 'each' ? people.length : null} left={assignments.length} />
    </ActionDialog>
  )
}

const mayHave = (person: Person) => refusalOf(person) === null

/** What the numbers come to: who is left over, from whom something is taken, what becomes shared. */
function Sums({ pairs, people, left }: { pairs: readonly Pair[]; people: number | null; left: number }) {
  const given = pairs.filter(({ machine, person }) => machine && person)
  const withoutMachine = pairs.filter(({ machine }) => !machine).length
  const withoutPerson = pairs.filter(({ person }) => !person).length
  const taken = given.filter(({ takenFrom }) => takenFrom !== null).length
  const shares = given.filter(({ becomesShared }) => becomesShared).length
  const sentences = [
    withoutMachine > 0 ? words.morePeople(withoutMachine) : '',
    people !== null && people > 0 && withoutPerson > 0 ? words.fewerPeople(withoutPerson) : '',
    taken > 0 ? words.taken(taken) : '',
    shares > 0 ? words.shares(shares) : '',
    given.length > 0 && left === 0 ? words.nothingToDo : '',
  ].filter(Boolean)
  return (
    <div role="status" className={styles.sums}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
