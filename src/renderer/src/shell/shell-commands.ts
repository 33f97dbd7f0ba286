// The commands of the signed-in window: pages, sign-out, and those of every lab.
import { useContext, useEffect, useRef } from 'react'
import { text } from '@shared/text'
import { call } from '../api/call'
import { onDatabaseBack } from '../api/database'
import { queryClient } from '../api/query'
import { showError } from '../api/show-error'
import { forgetOperator } from '../auth/operator'
import { CommandsInReach, runCommand, useCommands, type Command } from '../commands/commands'
import { lockNow } from '../lock/follow-lock'
import { leavePage, navigate, resetRoute, type Page } from '../routes'
import { useLabCommands } from './lab-commands'

const words = text.shell

const lockCommand: Command = {
  id: 'lock.now',
  label: text.lock.now,
  group: words.groups.lab,
  shortcut: 'mod+shift+l',
  // Heard by itself (lock/LockHost), since it must also work while a dialog is open.
  local: true,
  run: lockNow,
}

export function useShellCommands(): void {
  useLabCommands()
  useCommands([
    pageCommand('go.users', 'users', words.commands.users, 'mod+1'),
    pageCommand('go.vms', 'vms', words.commands.vms, 'mod+2'),
    pageCommand('go.bookmarks', 'bookmarks', words.commands.bookmarks, 'mod+3'),
    pageCommand('go.waiting', 'waiting', words.commands.waiting, 'mod+4'),
    pageCommand('go.integrity', 'integrity', words.commands.integrity, 'mod+5'),
    pageCommand('go.history', 'history', words.commands.history, 'mod+6'),
    pageCommand('go.database', 'database', words.commands.database, 'mod+7'),
    lockCommand,
    { id: 'auth.signOut', label: words.signOut, group: words.groups.lab, run: () => leavePage(signOut) },
  ])
  // What could not be read while the database was away is read now.
  useEffect(
    () =>
      onDatabaseBack(() => {
        void queryClient.invalidateQueries()
        runCommand('table.refresh')
      }),
    [],
  )
  // Main closed the lists of whoever was signed out: the page that waited for them reads its rows again.
  const inReach = useContext(CommandsInReach)
  const wasAway = useRef(false)
  useEffect(() => {
    if (inReach && wasAway.current) runCommand('table.refresh')
    wasAway.current = !inReach
  }, [inReach])
}

function pageCommand(id: string, page: Page, label: string, shortcut: string): Command {
  return { id, label, shortcut, group: words.groups.pages, run: () => navigate(page) }
}

/** The window forgets the person even where main cannot be told. */
export function signOut(): void {
  call('auth.signOut')
    .catch(showError)
    .finally(() => {
      forgetOperator()
      resetRoute()
      queryClient.clear()
    })
}
