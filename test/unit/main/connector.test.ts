// What a start without any lab to connect to tells: why the saved connection was not used.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from '@shared/text'
import { expect, it } from 'vitest'
import { createConnector } from '../../../src/main/connector'
import { temporaryFolder } from './config/files'
import { quiet, recordedLab } from './fake-lab'

it.each([
  ['newer', '{"version":2,"kind":"sample"}', (path: string) => text.secrets.profile.newer(path)],
  ['damaged', '{', (path: string) => text.secrets.profile.damaged(`${path}.damaged`)],
])('says that the saved connection is %s', async (_, content, said) => {
  const userData = await temporaryFolder()
  const path = join(userData, 'profile.json')
  await writeFile(path, content)
  const { lab } = recordedLab()
  const connector = createConnector({
    log: quiet,
    version: '0.1.0',
    userData,
    fork: () => {
      throw new Error('Nothing is opened')
    },
    exampleFirstUsers: join(userData, 'none.yaml'),
    lab,
    keyStore: { available: () => false, encrypt: String, decrypt: String },
    options: {},
    cwd: userData,
    env: {},
  })
  await connector.atStart()
  expect(lab.state()).toMatchObject({ kind: 'unconfigured', problems: [{ what: said(path) }] })
})
