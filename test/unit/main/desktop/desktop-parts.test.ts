// The smaller manners: what one start hands to another, the title, text menus, long work, the mark of a bad end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseOptions } from '@shared/options.mjs'
import type { DatabaseState } from '@shared/database-state'
import { createEndMarker } from '../../../../src/main/desktop/end-marker'
import { createLongWork } from '../../../../src/main/desktop/long-work'
import { createStarts, handedOver, readHandedOver } from '../../../../src/main/desktop/starts'
import { titleOf } from '../../../../src/main/desktop/title'
import type { Dispatcher } from '../../../../src/main/ipc/dispatch'

vi.mock('electron', () => ({ Menu: {} }))
const { textMenu } = await import('../../../../src/main/desktop/context-menu')

describe('a second start', () => {
  it('hands over whole paths, and what arrives is read with care', () => {
    const handed = handedOver(
      { secrets: 'lab.toml', userDataDir: '/data', link: 'vmlab://vms/1' },
      '/home/ada',
    )
    expect(handed).toEqual({ secrets: '/home/ada/lab.toml', link: 'vmlab://vms/1' })
    expect(readHandedOver(structuredClone(handed))).toEqual(handed)
    for (const odd of [null, undefined, 'x', 7, [], { secrets: 5, demo: 'yes', link: 'x'.repeat(5000) }]) {
      expect(readHandedOver(odd)).toEqual({})
    }
  })

  it('is kept until the program can take it', () => {
    const starts = createStarts()
    const heard: unknown[] = []
    starts.push({ link: 'a' })
    starts.listen((start) => heard.push(start))
    starts.push({ link: 'b' })
    expect(heard).toEqual([{ link: 'a' }, { link: 'b' }])
  })
})

describe('a link among the arguments', () => {
  it('comes last, alone or after two dashes', () => {
    const found = { options: { link: 'vmlab://vms/1' }, switches: [] }
    expect(parseOptions(['vmlab://vms/1'])).toEqual(found)
    expect(parseOptions(['--', 'vmlab://vms/1'])).toEqual(found)
    expect(parseOptions(['--secrets=a', 'vmlab:x'])).toMatchObject({
      options: { secrets: 'a', link: 'vmlab:x' },
    })
  })

  it('brings no option along', () => {
    for (const more of [['--demo'], ['--secrets=x'], ['--no-sandbox'], ['vmlab://vms/2'], ['x']]) {
      for (const before of [[], ['--']]) {
        expect(parseOptions([...before, 'vmlab://vms/1', ...more])).toHaveProperty('error')
      }
    }
    expect(parseOptions(['--', '--demo'])).toHaveProperty('error')
  })
})

describe('the title', () => {
  const profile = { id: 'p', name: 'Production', colour: 'red', production: true, readOnly: false } as const
  const target = {
    kind: 'server',
    label: 'vm-lab on db:5432',
    address: 'db',
    port: 5432,
    database: 'vm-lab',
    username: 'u',
    profile,
  } as const
  const state: DatabaseState = { kind: 'unavailable', target, reason: '', remedy: '', nextTryAt: 0 }
  const place = { page: 'vms', panel: null } as const

  it('says what is open, in which lab, where', () => {
    expect(titleOf(state, { place, title: 'lab-01' })).toBe(
      'lab-01 – Production – vm-lab on db:5432 – VM Lab Console',
    )
    expect(titleOf(state, { place, title: ' ' })).toMatch(/^Virtual machines – Production/u)
    expect(titleOf(state, { place: null, title: null })).toBe(
      'Production – vm-lab on db:5432 – VM Lab Console',
    )
  })

  it('says nothing twice, and only the program’s name without a lab', () => {
    const same: DatabaseState = {
      ...state,
      target: { ...target, profile: { ...profile, name: target.label } },
    }
    expect(titleOf(same, { place: null, title: null })).toBe('vm-lab on db:5432 – VM Lab Console')
    expect(titleOf({ kind: 'unconfigured', problems: [] }, { place: null, title: null })).toBe(
      'VM Lab Console',
    )
  })
})

describe('the menu of a text', () => {
  const flags = {
    canCut: true,
    canCopy: true,
    canPaste: true,
    canSelectAll: true,
    canUndo: false,
    canRedo: false,
    canDelete: true,
    canEditRichly: false,
  }

  it('offers what the field can do', () => {
    const items = textMenu({
      isEditable: true,
      editFlags: { ...flags, canCut: false, canCopy: false },
      selectionText: '',
    })
    const states = items.filter(({ role }) => role).map(({ role, enabled }) => [role, enabled])
    expect(states).toEqual([
      ['undo', false],
      ['redo', false],
      ['cut', false],
      ['copy', false],
      ['paste', true],
      ['selectAll', true],
    ])
  })

  it('copies chosen text elsewhere, and is not there without any', () => {
    expect(
      textMenu({ isEditable: false, editFlags: flags, selectionText: 'x' }).map(({ role }) => role),
    ).toEqual(['copy', 'selectAll'])
    expect(textMenu({ isEditable: false, editFlags: flags, selectionText: ' ' })).toEqual([])
  })
})

describe('long work', () => {
  const own = { window: 1, own: true }
  function setUp() {
    let now = 0
    let finish: (ok: boolean) => void = () => undefined
    const ended: unknown[] = []
    const work = createLongWork({
      names: ['vms.remove'],
      changed: () => undefined,
      ended: (one, isDone) => ended.push([one.name, one.age(), isDone]),
      now: () => now,
    })
    const dispatcher = work.follow({
      dispatch: () =>
        new Promise((resolve) => {
          finish = (ok) =>
            resolve(ok ? { ok, value: 1 } : { ok: false, error: { code: 'cancelled', message: '' } })
        }),
      cancel: () => undefined,
      drop: () => undefined,
    } satisfies Dispatcher)
    return {
      work,
      dispatcher,
      ended,
      finish: (ok: boolean) => finish(ok),
      pass: (time: number) => (now += time),
    }
  }

  it('knows how far a call is and how it ended', async () => {
    const { work, dispatcher, ended, finish, pass } = setUp()
    const call = dispatcher.dispatch(own, { id: 'a', name: 'vms.remove', input: {} })
    pass(4000)
    work.progress('a', { done: 3, total: 4 })
    work.progress('a', { done: 'x' })
    work.progress('b', { done: 1, total: 4 })
    expect(work.underWay().map(({ name, share, age }) => [name, share, age()])).toEqual([
      ['vms.remove', 0.75, 4000],
    ])
    finish(false)
    await call
    expect(work.underWay()).toEqual([])
    expect(ended).toEqual([['vms.remove', 4000, false]])
  })

  it('follows no other call, and none from elsewhere', () => {
    const { work, dispatcher } = setUp()
    void dispatcher.dispatch(own, { id: 'a', name: 'vms.list' })
    void dispatcher.dispatch({ window: 1, own: false }, { id: 'b', name: 'vms.remove' })
    for (const odd of [null, 'x', 7, { id: 5, name: {} }]) void dispatcher.dispatch(own, odd)
    expect(work.underWay()).toEqual([])
  })
})

describe('the mark of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmlab-marker-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is found after a run that did not end properly, and not after one that did', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vmlab-marker-')), 'running')
    expect(await createEndMarker(file).begin()).toBe(false)
    const next = createEndMarker(file)
    expect(await next.begin()).toBe(true)
    next.end()
    expect(await createEndMarker(file).begin()).toBe(false)
    rmSync(join(file, '..'), { recursive: true, force: true })
  })

  it('is no reason to fail where it cannot be written', async () => {
    expect(await createEndMarker(join(folder, 'no', 'such', 'folder')).begin()).toBe(false)
  })
})
