// The registry of commands: what is there, what can run, and what a key press runs.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  availableCommands,
  commandStates,
  handleKey,
  registerCommands,
  runCommand,
  type Command,
} from '../../../../src/renderer/src/commands/commands'

class FakeElement {
  readonly isContentEditable = false
}
class FakeInput extends FakeElement {
  constructor(readonly type = 'text') {
    super()
  }
}
class FakeArea extends FakeElement {}

let modal: object | null = null
let stops: (() => void)[] = []

beforeEach(() => {
  modal = null
  vi.stubGlobal('HTMLElement', FakeElement)
  vi.stubGlobal('HTMLInputElement', FakeInput)
  vi.stubGlobal('HTMLTextAreaElement', FakeArea)
  vi.stubGlobal('document', { querySelector: () => modal })
})
afterEach(() => {
  for (const stop of stops) stop()
  stops = []
  vi.unstubAllGlobals()
})

function add(...commands: Partial<Command>[]): void {
  stops.push(
    registerCommands(
      commands.map((command) => ({ id: 'x', label: 'X', group: 'G', run: vi.fn(), ...command })),
    ),
  )
}

function press(key: string, rest: object = {}): KeyboardEvent & { preventDefault: ReturnType<typeof vi.fn> } {
  const event = {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    target: null,
    repeat: false,
  }
  return { ...event, isComposing: false, defaultPrevented: false, preventDefault: vi.fn(), ...rest } as never
}

describe('registry', () => {
  it('lists what can be run, and forgets what is gone', () => {
    add({ id: 'a' }, { id: 'b', when: () => false })
    expect(availableCommands().map(({ id }) => id)).toEqual(['a'])
    stops.pop()?.()
    expect(availableCommands()).toEqual([])
  })

  it('lets the later of two with one id count', () => {
    const earlier = vi.fn()
    const later = vi.fn()
    add({ id: 'a', run: earlier })
    add({ id: 'a', run: later })
    expect(runCommand('a')).toBe(true)
    expect(earlier).not.toHaveBeenCalled()
    expect(later).toHaveBeenCalledOnce()
    expect(runCommand('missing')).toBe(false)
  })
})

describe('handleKey', () => {
  it('runs any of the shortcuts and keeps the key from the page', () => {
    const run = vi.fn()
    add({ shortcut: 'F1 ?', run })
    const event = press('?', { shiftKey: true })
    handleKey(event)
    handleKey(press('F1'))
    expect(run).toHaveBeenCalledTimes(2)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })

  it('leaves plain keys to whoever is typing, but not those with Ctrl and function keys', () => {
    const run = vi.fn()
    add({ shortcut: '? F5 mod+k Delete', run })
    const target = new FakeInput()
    handleKey(press('?', { target }))
    handleKey(press('Delete', { target }))
    expect(run).not.toHaveBeenCalled()
    handleKey(press('F5', { target }))
    handleKey(press('k', { target, ctrlKey: true }))
    expect(run).toHaveBeenCalledTimes(2)
    handleKey(press('?', { target: new FakeInput('checkbox') }))
    expect(run).toHaveBeenCalledTimes(3)
  })

  it('leaves a shortcut to the part of the page that hears it by itself', () => {
    const run = vi.fn()
    add({ id: 'a', shortcut: 'Enter', local: true, run })
    const event = press('Enter')
    handleKey(event)
    expect(run).not.toHaveBeenCalled()
    expect(event.preventDefault).not.toHaveBeenCalled()
    expect(runCommand('a')).toBe(true)
  })

  it('does nothing under a dialog, for a handled key, and while a character is composed', () => {
    const run = vi.fn()
    add({ shortcut: 'F5', run })
    handleKey(press('F5', { defaultPrevented: true }))
    handleKey(press('F5', { isComposing: true }))
    modal = {}
    handleKey(press('F5'))
    expect(run).not.toHaveBeenCalled()
  })
})

describe('commandStates', () => {
  it('tells of all, also of those that cannot run now, with the words of the latest', () => {
    add({ id: 'a', label: 'Old' }, { id: 'b', shortcut: 'mod+b', when: () => false })
    add({ id: 'a', label: 'New' })
    expect(commandStates()).toEqual([
      { id: 'b', label: 'X', shortcut: 'mod+b', enabled: false },
      { id: 'a', label: 'New', shortcut: '', enabled: true },
    ])
  })
})
