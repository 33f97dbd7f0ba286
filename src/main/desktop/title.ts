// The window's title: what is open, in which lab, where.
import type { DatabaseState } from '@shared/database-state'
import type { WindowReport } from '@shared/desktop'
import { text } from '@shared/text'

/** "lab-01 – Production – vm-lab on 10.0.0.5:5432 – VM Lab Console": what tells windows apart comes first. */
export function titleOf(
  state: DatabaseState,
  { place, title }: Pick<WindowReport, 'place' | 'title'>,
): string {
  const target = 'target' in state ? state.target : null
  const open = place === null ? null : title?.trim() || text.menu[place.page]
  const parts = [open, target?.profile.name, target?.label, text.shell.product]
  // A lab that was never given a name is called as its place.
  return [...new Set(parts.filter((part) => part !== null && part !== undefined && part !== ''))].join(' – ')
}
