// What the palette lists for a typed text: commands, then people and machines that the database found.
import { KeyRound, Server, User, Zap, type LucideIcon } from 'lucide-react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { groupBy } from '../api/group-by'
import { navigate } from '../routes'
import { fullName } from '../shell/full-name'
import type { Command } from './commands'
import { shortcutsOf } from './commands'
import { matchingCommands } from './match'

const words = text.shell.palette

export interface PaletteItem {
  id: string
  icon: LucideIcon
  label: string
  detail?: string
  shortcut?: string
  run(): void
}
export interface PaletteGroup {
  label: string
  items: PaletteItem[]
}

type Found = Output<'search.everything'>

/** Groups without items are left out; machines come first where one has just this host. */
export function paletteGroups(
  typed: string,
  commands: readonly Command[],
  found: Found | undefined,
): PaletteGroup[] {
  const users = (found?.users ?? []).map((user): PaletteItem => ({
    id: `user-${user.id}`,
    icon: User,
    label: fullName(user),
    detail: [user.username, user.email, user.disabled ? words.disabled : ''].filter(Boolean).join(' · '),
    run: () => navigate('users', { open: user.id }),
  }))
  const machines = (found?.vms ?? []).map((vm): PaletteItem => ({
    id: `vm-${vm.id}`,
    icon: vm.hasKey ? KeyRound : Server,
    label: vm.name.trim() || vm.host,
    detail: text.machines.found(`${vm.host}:${vm.port}`, vm.owner, vm.assignedTo),
    run: () => navigate('vms', { open: vm.id }),
  }))
  // Who types a whole host wants to know whose it is, and nothing else.
  const host = typed.trim().toLowerCase()
  const isHost = found?.vms.some((vm) => vm.host.toLowerCase() === host) ?? false
  const machineGroup = { label: words.machines, items: machines }
  const groups = [
    ...(isHost ? [machineGroup] : []),
    ...commandGroups(typed, commands),
    { label: words.people, items: users },
    ...(isHost ? [] : [machineGroup]),
  ]
  return groups.filter((group) => group.items.length > 0)
}

/** Under their own headings while nothing is typed; by how well they match once something is. */
function commandGroups(typed: string, commands: readonly Command[]): PaletteGroup[] {
  const matching = matchingCommands(commands, typed)
  if (typed.trim() !== '') return [{ label: words.commands, items: matching.map(commandItem) }]
  const byGroup = groupBy(matching, (command) => command.group)
  return [...byGroup].map(([label, members]) => ({ label, items: members.map(commandItem) }))
}

function commandItem(command: Command): PaletteItem {
  const shortcut = shortcutsOf(command)[0]
  return {
    id: `command-${command.id}`,
    icon: Zap,
    label: command.label,
    ...(shortcut === undefined ? {} : { shortcut }),
    run: () => command.run(),
  }
}
