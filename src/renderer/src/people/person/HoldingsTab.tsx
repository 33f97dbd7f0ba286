// What a person has: machines they own, machines assigned to them, bookmarks; each a way to its row.
import { useQuery } from '@tanstack/react-query'
import { Bookmark, Server } from 'lucide-react'
import type { Output } from '@shared/call'
import { text } from '@shared/text'
import { call } from '../../api/call'
import type { PanelTabProps } from '../../entity/panel-tabs'
import { navigate, type Page } from '../../routes'
import { Button } from '../../ui/Button'
import { LeavingState } from '../leavers/LeavingState'
import styles from './HoldingsTab.module.css'

const words = text.leavers

type Machine = Output<'people.holdings'>['owned']['rows'][number]

interface Item {
  id: number
  name: string
  /** What else there is to know, beside the name. */
  about: string
}

export function HoldingsTab({ row }: PanelTabProps) {
  const query = useQuery({
    queryKey: ['holdings', row.id, row.version],
    queryFn: ({ signal }) => call('people.holdings', { id: row.id }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const found = query.data
  if (!found) return <LeavingState query={query} />
  const username = 'email' in row ? row.username : ''
  return (
    <>
      <Holdings
        title={words.owned}
        none={words.none.owned}
        page="vms"
        username={username}
        total={found.owned.total}
        items={found.owned.rows.map((machine) => item(machine, ownedFacts(machine)))}
      />
      <Holdings
        title={words.assigned}
        none={words.none.assigned}
        page="vms"
        username={username}
        total={found.assigned.total}
        items={found.assigned.rows.map((machine) => item(machine, [words.ownedBy(machine.owner)]))}
      />
      <Holdings
        title={words.bookmarks}
        none={words.none.bookmarks}
        page="bookmarks"
        username={username}
        total={found.bookmarks.total}
        items={found.bookmarks.rows.map(({ id, name, link }) => ({ id, name, about: link }))}
      />
    </>
  )
}

function item({ id, name, host }: Machine, facts: readonly string[]): Item {
  return { id, name, about: [host, ...facts].join(', ') }
}

function ownedFacts({ shared, assignedTo }: Machine): string[] {
  const given = assignedTo === null || assignedTo === '' ? [] : [words.assignedTo(assignedTo)]
  return shared ? given : [words.unshared, ...given]
}

interface HoldingsProps {
  title: string
  /** Said where there are none. */
  none: string
  page: Extract<Page, 'vms' | 'bookmarks'>
  username: string
  total: number
  items: readonly Item[]
}

function Holdings({ title, none, page, username, total, items }: HoldingsProps) {
  const Icon = page === 'vms' ? Server : Bookmark
  const heading = words.section(title, total)
  return (
    <section aria-label={heading} className={styles.section}>
      <h3 className={styles.title}>{heading}</h3>
      {total === 0 && <p className={styles.none}>{none}</p>}
      <ul className={styles.list}>
        {items.map(({ id, name, about }) => (
          <li key={id}>
            <Button variant="quiet" icon={Icon} onPress={() => navigate(page, { open: id })}>
              <span className={styles.item}>
                <span className={styles.name}>{name.trim() === '' ? text.form.blank : name}</span>
                <span className={styles.about}>{about}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {total > items.length && (
        <Button onPress={() => navigate(page, { search: username })}>{words.showAll(total)}</Button>
      )}
    </section>
  )
}
