// A file that is there while the program runs: found at a start, it tells that the last run did not end properly.
import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'

export interface EndMarker {
  /** Whether the last run left it; then it is this run's. Never throws. */
  begin(): Promise<boolean>
  /** This run ended properly; at once, since it is done while the program ends. */
  end(): void
}

/** There is one run at a time for a folder, so that no other run's is mistaken for the last one's. */
export function createEndMarker(file: string): EndMarker {
  return {
    async begin() {
      const before = await readFile(file).catch(() => null)
      await writeFile(file, `${process.pid}\n`, { mode: 0o600 }).catch(() => undefined)
      return before !== null
    },
    end: () => rmSync(file, { force: true }),
  }
}
