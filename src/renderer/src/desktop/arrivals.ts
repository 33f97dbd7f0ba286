// Acts on what comes from outside the window: links, another lab, and its own place after a crash.
import type { Arrival, Draft, Place } from '@shared/desktop'
import { text } from '@shared/text'
import { call, onEvent } from '../api/call'
import { showError } from '../api/show-error'
import { leavePage, navigate, type Page } from '../routes'
import { notify } from '../ui/notices'
import { returnDraft } from './drafts'

const words = text.desktop

const pageOf: Record<Draft['entity'], Page> = { user: 'users', vm: 'vms', bookmark: 'bookmarks' }

export function startArrivals(): () => void {
  return onEvent('desktop.arrived', arrive)
}

function arrive(arrival: Arrival): void {
  switch (arrival.kind) {
    case 'vm':
      return navigate('vms', { open: arrival.id })
    case 'user':
      return void openUser(arrival.username)
    case 'refused-link':
      return void notify({ tone: 'info', text: words.refusedLink })
    case 'handover':
      return leavePage(() => void call('desktop.accept').catch(showError))
    case 'restore':
      goBack(arrival.place, arrival.draft)
      return tellOfEnd(restoredWords(arrival))
    case 'ended-badly':
      return tellOfEnd(words.endedBadly)
  }
}

/** It stays until it is closed: somebody may not be looking just then. */
function tellOfEnd(sentence: string): void {
  const run = () => void call('app.openLogFolder').catch(showError)
  notify({ tone: 'error', text: sentence, action: { label: words.openLog, run } })
}

/** To where somebody was, with what they had typed. */
export function goBack(place: Place | null, draft: Draft | null): void {
  returnDraft(draft)
  const open = draft ?? place?.panel
  const page = open ? pageOf[open.entity] : place?.page
  if (page === undefined) return
  navigate(page, !open ? {} : open.id === null ? { add: true } : { open: open.id })
}

function restoredWords({ place, draft }: Extract<Arrival, { kind: 'restore' }>): string {
  if (draft) return words.windowCrashedDraft
  return place ? words.windowCrashedPlace : words.windowCrashed
}

/** The portal's usernames are told apart by capitals, links are not typed with such care. */
async function openUser(username: string): Promise<void> {
  try {
    const { people } = await call('users.find', { text: username, purpose: 'any' })
    const person =
      people.find((one) => one.username === username) ??
      people.find((one) => one.username.toLowerCase() === username.toLowerCase())
    if (person) navigate('users', { open: person.id })
    else notify({ tone: 'info', text: words.noSuchUser(username) })
  } catch {
    notify({ tone: 'info', text: words.linkFailed })
  }
}
