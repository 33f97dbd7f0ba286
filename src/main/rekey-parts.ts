// What re-keying needs of the program: its thread, the place of the lab's key, and the embedded lab's own file.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Connector } from './connector'
import { startRenewer } from './crypto/renewer'
import type { RekeyParts } from './ipc/handlers/rekey'
import { embeddedKeyFile } from './lab-sources'

export function rekeyParts(parts: {
  userData: string
  connector: Connector
  chooseCopy: RekeyParts['chooseCopy']
}): Omit<RekeyParts, 'labKeyring'> {
  const file = embeddedKeyFile(parts.userData)
  return {
    keyPlace: () => parts.connector.keyPlace(),
    chooseCopy: parts.chooseCopy,
    startRenewer: (old, next) => startRenewer(join(__dirname, 'rekey-worker.js'), old, next),
    writeOwnKeys: async (keys) => {
      const distinct = [...new Set(keys)]
      await writeFileAtomic(file, `${distinct.join('\n')}\n`, { mode: 0o600 })
    },
    ownKeys: async () => (await readFile(file, 'utf8')).trim().split(/\s+/u),
  }
}
