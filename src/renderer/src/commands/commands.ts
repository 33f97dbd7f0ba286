// Everything a person can do, registered while it can be done: palette, help, menus and shortcuts read from here.
import { createContext, useContext, useEffect, useRef } from 'react'
import type { CommandReport } from '@shared/desktop'
import { createStore, useStore } from '../api/store'
import { isTyping, matchesShortcut } from './shortcut'

export interface Command {
  id: string
  /** As in a menu: "Add user". */
  label: string
  /** The heading it stands under in the palette and in the list of shortcuts. */
  group: string
  /** "mod+n", "F5", "?"; several are separated by blanks. See shortcut.ts. */
  shortcut?: string
  /** Left out of the palette, where it would make no sense; its shortcut works and is listed. */
  hidden?: boolean
  /** The focused part of the page hears the shortcut by itself: it is listed, and never runs from the window's keys. */
  local?: boolean
  /** Its shortcut is the text box's own where somebody is typing, as Ctrl+Z is. */
  leavesTyping?: boolean
  run(): void
  /** Absent means always. */
  when?(): boolean
}

const registered = createStore<readonly Command[]>([])

/** Register until the returned function is called. Of two with the same id the later one counts. */
export function registerCommands(commands: readonly Command[]): () => void {
  registered.set([...registered.get(), ...commands])
  return () => registered.set(registered.get().filter((command) => !commands.includes(command)))
}

const mayDiffer = new Set<() => void>()

/** Hear when commands came, went, or were drawn anew: what they can do may be another thing now. */
export function onCommandsMayDiffer(listener: () => void): () => void {
  mayDiffer.add(listener)
  const stop = registered.subscribe(listener)
  return () => {
    mayDiffer.delete(listener)
    stop()
  }
}

/** All registered commands as a menu shows them, those that cannot run now included. */
export function commandStates(): CommandReport[] {
  return latestById().map(({ id, label, shortcut = '', when }) => ({
    id,
    label,
    shortcut,
    enabled: when?.() ?? true,
  }))
}

/** All that can be run now, in the order they were registered. */
export function availableCommands(): Command[] {
  return latestById().filter((command) => command.when?.() ?? true)
}

/** Of those with the same id, the one that was registered last. */
function latestById(): Command[] {
  const byId = new Map<string, Command>()
  for (const command of registered.get()) {
    byId.delete(command.id)
    byId.set(command.id, command)
  }
  return [...byId.values()]
}

/** Run a command by id; false where there is none to run. */
export function runCommand(id: string): boolean {
  const command = availableCommands().find((candidate) => candidate.id === id)
  command?.run()
  return command !== undefined
}

export function shortcutsOf(command: Command): string[] {
  return command.shortcut?.split(' ').filter(Boolean) ?? []
}

/**
 * Run the command a key press means. Nothing happens where somebody is typing and the shortcut has no Ctrl, Alt
 * or function key, and where a dialog is open (it has keys of its own).
 */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const typing =
    isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey && !/^F\d/u.test(event.key)
  if (typing || document.querySelector('[data-modal]')) return
  for (const command of availableCommands().reverse()) {
    if (command.leavesTyping && isTyping(event.target)) continue
    if (command.local || !shortcutsOf(command).some((shortcut) => matchesShortcut(event, shortcut))) continue
    event.preventDefault()
    command.run()
    return
  }
}

/** False around a page that waits out of sight: what it registers is out of reach meanwhile. */
export const CommandsInReach = createContext(true)

/** Register these while the component is mounted. They may be made anew at each render. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands)
  const inReach = useContext(CommandsInReach)
  // What a command does may change at each render without telling anybody; how it is shown may not.
  const look = JSON.stringify(
    commands.map(({ id, label, group, shortcut, hidden, local, leavesTyping }) => [
      id,
      label,
      group,
      shortcut,
      hidden,
      local,
      leavesTyping,
    ]),
  )
  useEffect(() => {
    latest.current = commands
    for (const listener of mayDiffer) listener()
  })
  useEffect(() => {
    if (!inReach) return
    const current = (id: string) => latest.current.find((command) => command.id === id)
    return registerCommands(
      latest.current.map(({ id, label, group, shortcut, hidden, local, leavesTyping }) => ({
        id,
        label,
        group,
        ...(shortcut === undefined ? {} : { shortcut }),
        ...(hidden === undefined ? {} : { hidden }),
        ...(local === undefined ? {} : { local }),
        ...(leavesTyping === undefined ? {} : { leavesTyping }),
        run: () => current(id)?.run(),
        when: () => current(id)?.when?.() ?? true,
      })),
    )
  }, [look, inReach])
}

/** Hear of every change; for lists that show commands while they are open. */
export function useRegisteredCommands(): readonly Command[] {
  return useStore(registered)
}
