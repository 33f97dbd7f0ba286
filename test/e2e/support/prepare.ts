// A small lab on a server that a test stops and starts by itself.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '../../support/servers'
import { root, temporaryFolder } from './console'
import { Client } from 'pg'

/** The vectors' key: tokens made in tests are opened with it as the portal would. */
export const cipherKey = '9hvG99es40q7Rg5-ZgMk9S6_Fghdo6z73QHapx7LPww='

/** Make the database with the portal's tables and the small lab; answers its secrets file. */
export async function prepareLab(server: Server, database: string): Promise<string> {
  await withClient(server, 'postgres', (client) => client.query(`CREATE DATABASE ${database}`))
  await withClient(server, database, async (client) => {
    await client.query(readFileSync(join(root, 'test/support/fixtures/portal.sql'), 'utf8'))
    await client.query(readFileSync(join(root, 'test/support/fixtures/small-lab.sql'), 'utf8'))
  })
  const secrets = join(temporaryFolder('secrets'), 'secrets.toml')
  writeFileSync(secrets, secretsToml(server, database), { mode: 0o600 })
  return secrets
}

export function secretsToml(
  server: Pick<Server, 'host' | 'port' | 'user' | 'password'>,
  database: string,
): string {
  return [
    `db_username = ${JSON.stringify(server.user)}`,
    `db_password = ${JSON.stringify(server.password)}`,
    `db_address = ${JSON.stringify(server.host)}`,
    `db_port = "${server.port}"`,
    `db_name = ${JSON.stringify(database)}`,
    `cipher_key = "${cipherKey}"`,
    'vm_sharing_minimum_permissions = "manager"',
    'cookie_name = "vm_lab_cookie"',
    '',
  ].join('\n')
}

export async function withClient<T>(
  server: Server,
  database: string,
  fn: (client: Client) => Promise<T>,
): Promise<T> {
  const { host, port, user, password } = server
  const client = new Client({ host, port, user, password, database })
  await client.connect()
  try {
    return await fn(client)
  } finally {
    await client.end()
  }
}
