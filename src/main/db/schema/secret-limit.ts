// How long the token of a machine's stored password may be in this database.
import type { Session } from '../session'
import { read } from '../statements'

/**
 * Characters that `virtual_machines.password` holds, or null where any number fits. A token that is longer must be
 * refused before anything is written: 140 characters are needed for 32 bytes and more, and the portal's column has 128.
 */
export async function secretLimit(session: Session): Promise<number | null> {
  const [column] = await read<{ limit: number | null }>(session, {
    text: `SELECT CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END AS "limit"
FROM pg_attribute a WHERE a.attrelid = to_regclass('virtual_machines') AND a.attname = 'password'`,
  })
  return column?.limit ?? null
}
