// Copies a machine, once or by patterns hundreds of times, each copy shown before it is added.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VmRow } from '@shared/entities/vm'
import { text } from '@shared/text'
import { call } from '../api/call'
import { useAction } from '../api/use-action'
import type { ActionDialogProps } from '../entity/actions'
import type { PersonRef } from '../entity/form/entity-form'
import { PersonPicker } from '../entity/form/PersonPicker'
import { useDebounced } from '../entity/form/use-debounced'
import { offerUndo } from '../history/offer-undo'
import { Switch } from '../ui/Switch'
import { TextField, type TextFieldProps } from '../ui/TextField'
import { ActionDialog } from './ActionDialog'
import { copiesOf, nothingInUse, type Copy, type InUse } from './copies'
import { MachineList } from './MachineList'
import styles from './machines.module.css'

const words = text.machines.clone

export function CloneDialog({ selection, rows, onClose, onDone }: ActionDialogProps) {
  const id = 'ids' in selection ? (selection.ids[0] ?? 0) : (rows[0]?.id ?? 0)
  const source = useQuery({
    queryKey: ['machines.source', id],
    queryFn: async ({ signal }) => [await call('vms.get', { id }, { signal })],
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const [row] = source.data ?? []
  return row ? (
    <CloneForm key={row.version} source={row} chosen={source} onClose={onClose} onDone={onDone} />
  ) : (
    <Loading chosen={source} onClose={onClose} />
  )
}

type Chosen = Parameters<typeof ActionDialog>[0]['chosen']

function Loading({ chosen, onClose }: { chosen: Chosen; onClose(): void }) {
  const action = useAction()
  return (
    <ActionDialog
      title={words.action}
      size="medium"
      chosen={chosen}
      action={action}
      go={words.go(1)}
      canGo={false}
      onGo={() => undefined}
      onClose={onClose}
    >
      {null}
    </ActionDialog>
  )
}

type PressedKey = Parameters<NonNullable<TextFieldProps['onKeyDown']>>[0]

interface CloneFormProps {
  source: VmRow
  chosen: Chosen
  onClose(): void
  onDone(): void
}

const nameAtFirst = (source: VmRow) => `${source.name.trim()}-copy`

function CloneForm({ source, chosen, onClose, onDone }: CloneFormProps) {
  const action = useAction()
  const { fields } = action.errors
  const [name, setName] = useState(nameAtFirst(source))
  const [host, setHost] = useState(source.host)
  const [owner, setOwner] = useState<(PersonRef & { id: number }) | null>({
    id: source.ownerId,
    username: source.owner,
  })
  const [assignee, setAssignee] = useState<PersonRef | null>(null)
  const [isShared, setShared] = useState(source.shared)
  const hasSecrets = source.hasPassword || source.hasKey
  const [secrets, setSecrets] = useState(hasSecrets)
  const shared = isShared || assignee !== null
  const used = useInUse(name, host)
  const { rows, nameError, hostError } = copiesOf(name, host, used)
  const broken = rows.filter(({ problem }) => problem !== null).length
  const warned = rows.filter(({ warning }) => warning !== null).length

  const isDirty =
    name !== nameAtFirst(source) ||
    host !== source.host ||
    owner?.id !== source.ownerId ||
    assignee !== null ||
    isShared !== source.shared ||
    secrets !== hasSecrets

  const go = () =>
    action.run(async (signal) => {
      if (!owner) return
      const { added, operation } = await call(
        'machines.clone',
        {
          id: source.id,
          version: source.version,
          copies: rows.map((copy) => ({ name: copy.name, host: copy.host })),
          ownerId: owner.id,
          assignedTo: assignee?.username ?? null,
          shared,
          secrets: secrets && hasSecrets,
        },
        { signal },
      )
      onDone()
      onClose()
      offerUndo(`${words.done(added)} ${text.machines.portalRefresh}`, operation)
    })

  const canGo = rows.length > 0 && broken === 0 && owner !== null && !action.isRunning
  const pressed = (event: PressedKey) => {
    // With Ctrl it is the dialog's own; Esc and all others are for whoever hears them next.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && canGo) void go()
    else event.continuePropagation()
  }

  return (
    <ActionDialog
      title={words.title(source.name)}
      size="large"
      chosen={chosen}
      action={{ ...action, errors: { form: action.errors.form, fields: {} } }}
      go={words.go(rows.length)}
      canGo={canGo}
      isDirty={isDirty}
      onGo={() => void go()}
      onClose={onClose}
    >
      <div className={styles.pairOf}>
        <TextField
          label={words.name}
          description={words.hint}
          value={name}
          onChange={setName}
          onKeyDown={pressed}
          errorMessage={nameError}
          autoFocus
          autoComplete="off"
          spellCheck="false"
          maxLength={200}
        />
        <TextField
          label={words.host}
          description={words.hostHint}
          value={host}
          onChange={setHost}
          onKeyDown={pressed}
          errorMessage={hostError}
          autoComplete="off"
          spellCheck="false"
          maxLength={200}
        />
        <PersonPicker
          label={words.owner}
          value={owner}
          onChange={(person) => {
            action.clear('ownerId')
            setOwner(person)
          }}
          errorMessage={fields['ownerId']}
          purpose="owner"
          isRequired
        />
        <PersonPicker
          label={words.assignedTo}
          value={assignee}
          onChange={(person) => {
            action.clear('assignedTo')
            setAssignee(person)
          }}
          errorMessage={fields['assignedTo']}
          purpose="assignee"
          allowNobody
        />
      </div>
      <div className={styles.switches}>
        <Switch isSelected={shared} isDisabled={assignee !== null} onChange={setShared}>
          {words.shared}
        </Switch>
        {assignee !== null && <p className={styles.small}>{words.sharedHint}</p>}
        <Switch isSelected={secrets} isDisabled={!hasSecrets} onChange={setSecrets}>
          {words.secrets}
        </Switch>
        <p className={styles.small}>{hasSecrets ? words.secretsHint : words.noSecrets}</p>
      </div>
      {rows.length > 0 && <MachineList label={words.preview} rows={rows.map(listed)} />}
      <div role="status" className={styles.content}>
        {broken > 0 && <p>{words.broken(broken)}</p>}
        {broken === 0 && warned > 0 && <p>{words.warned(warned)}</p>}
      </div>
    </ActionDialog>
  )
}

function listed({ name, host, problem, warning }: Copy, index: number) {
  return {
    key: index,
    name,
    host,
    note: problem ?? warning,
    tone: problem === null ? ('warning' as const) : ('danger' as const),
  }
}

/** Names and hosts of the copies that machines of the lab have already. */
function useInUse(name: string, host: string): InUse {
  const { rows } = copiesOf(name, host, nothingInUse)
  const copies = rows.filter(({ problem }) => problem === null)
  const names = useDebounced(copies.map((copy) => copy.name).join('\n'), 200)
  const hosts = useDebounced(copies.map((copy) => copy.host).join('\n'), 200)
  const found = useQuery({
    queryKey: ['machines.inUse', names, hosts],
    queryFn: ({ signal }) =>
      call('machines.inUse', { names: names.split('\n'), hosts: hosts.split('\n') }, { signal }),
    enabled: names !== '',
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    retry: false,
  })
  if (!found.data) return nothingInUse
  return {
    names: new Set(found.data.names),
    hosts: new Map(found.data.hosts.map((one) => [one.host.toLowerCase(), one.name])),
  }
}
