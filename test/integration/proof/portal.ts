// The portal beside the console, as its code does it: reads, thinks, and writes single columns without looking again.
import type { Client } from 'pg'
import type { Chance } from './random'

export interface Portal {
  act(): Promise<void>
  writes(): number
}

/** A bcrypt hash of nobody's password. */
const hash = '$2b$12$aUSwrE0BDBhozqZSVIi/v.v09T.Li5OFt/GTIE6835GHys3gilFXS'

/** `admins` are hidden from its user management. */
export function createPortal(
  client: Client,
  name: string,
  chance: Chance,
  admins: readonly number[],
): Portal {
  let counter = 0
  let written = 0
  const unique = () => `${name}${(counter += 1)}`

  async function write(sql: string, values: unknown[]): Promise<void> {
    try {
      written += (await client.query(sql, values)).rowCount ?? 0
    } catch {
      // A name that is taken, a row that is locked crosswise: there it is a page with an error.
    }
  }
  async function somebody(where: string): Promise<{ id: number; username: string } | undefined> {
    const { rows } = await client.query<{ id: number; username: string }>(
      `SELECT id, username FROM users WHERE id <> ALL($1::int[]) AND ${where} ORDER BY random() LIMIT 1`,
      [admins],
    )
    return rows[0]
  }
  async function machine(): Promise<number | undefined> {
    const { rows } = await client.query<{ id: number }>(
      'SELECT id FROM virtual_machines ORDER BY random() LIMIT 1',
    )
    return rows[0]?.id
  }
  /** Time in which a person looks at a page that is no longer true. */
  const look = () => new Promise((resolve) => setTimeout(resolve, chance.next() * 6))

  const deeds: (() => Promise<void>)[] = [
    async () => {
      const person = await somebody("role IN ('regular', 'sidekick')")
      await look()
      // Everybody renames themselves there; the machines assigned to them stay behind.
      if (person) await write('UPDATE users SET username = $2 WHERE id = $1', [person.id, unique()])
    },
    async () => {
      const person = await somebody('true')
      await look()
      if (person) {
        await write('UPDATE users SET first_name = $2 WHERE id = $1', [person.id, unique()])
        await write('UPDATE users SET email = $2 WHERE id = $1', [person.id, `${unique()}@portal.example`])
      }
    },
    async () => {
      const id = await machine()
      await look()
      if (id !== undefined) {
        await write('UPDATE virtual_machines SET name = $2, host = $3, port = $4 WHERE id = $1', [
          id,
          unique(),
          unique(),
          Math.floor(chance.next() * 70_000),
        ])
      }
    },
    async () => {
      const id = await machine()
      await look()
      if (id !== undefined) {
        await write('UPDATE virtual_machines SET shared = $2 WHERE id = $1', [id, chance.isLess(0.5)])
      }
    },
    async () => {
      const newcomer = await somebody("role = 'new_user'")
      await look()
      if (newcomer) await write("UPDATE users SET role = 'regular' WHERE id = $1", [newcomer.id])
    },
    async () => {
      const newcomer = await somebody("role = 'new_user'")
      await look()
      // Denied without another look: they may have been approved.
      if (newcomer) await write('DELETE FROM users WHERE id = $1', [newcomer.id])
    },
    async () => {
      const sql =
        "INSERT INTO users (username, password, email, first_name, last_name, role) VALUES ($1, $2, $3, 'New', 'Comer', 'new_user')"
      const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM users')
      const called = unique()
      if ((rows[0]?.count ?? 0) < 14) await write(sql, [called, hash, `${called}@portal.example`])
    },
    async () => {
      const person = await somebody("role IN ('regular', 'sidekick')")
      await look()
      if (person) {
        await write('UPDATE users SET disabled = $2 WHERE id = $1', [person.id, chance.isLess(0.4)])
        await write('UPDATE virtual_machines SET shared = true WHERE user_id = $1', [person.id])
      }
    },
    async () => {
      const assignee = await somebody("role IN ('regular', 'sidekick')")
      const owner = await somebody("role IN ('sidekick', 'manager')")
      await look()
      const { rows } = await client.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM virtual_machines',
      )
      if (assignee && owner && (rows[0]?.count ?? 0) < 12) {
        await write(
          'INSERT INTO virtual_machines (name, host, port, username, shared, assigned_to, user_id) VALUES ($1, $1, 22, $1, true, $2, $3)',
          [unique(), assignee.username, owner.id],
        )
      }
    },
  ]
  return { act: async () => chance.of(deeds)(), writes: () => written }
}
