// Fixtures: a person, the installed program (installed first where it is not), and ways to start it.
import { dirname } from 'node:path'
import { realpathSync } from 'node:fs'
import { expect, test as base } from '../../e2e/support/lab'
import { drive, start, type Driven, type StartOptions, type Started } from './drive'
import { command, install, isInstalled, packageFile } from './packages'
import { makePerson, type Person } from './person'

interface Worker {
  person: Person
  /** The program's executable: what `VMLAB_PROGRAM` names, else the installed package's command. */
  program: string
}

interface Fixtures {
  /** Start the program with a window to drive; it is ended after the test. */
  driven(options?: StartOptions): Promise<Driven>
  /** Start the program untouched; it is ended after the test. */
  started(options?: StartOptions): Started
}

export const test = base.extend<Fixtures, Worker>({
  person: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const person = makePerson()
      await use(person)
      person.remove()
    },
    { scope: 'worker' },
  ],
  program: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const given = process.env['VMLAB_PROGRAM']
      if (!given && !isInstalled()) install(packageFile('deb'))
      await use(given ?? command)
    },
    { scope: 'worker' },
  ],
  driven: async ({ person, program }, use) => {
    const all: Started[] = []
    await use(async (options) => {
      const one = await drive(program, person, options)
      all.push(one)
      return one
    })
    for (const one of all) await one.end()
  },
  started: async ({ person, program }, use) => {
    const all: Started[] = []
    await use((options) => {
      const one = start(program, person, options)
      all.push(one)
      return one
    })
    for (const one of all) await one.end()
  },
  // The person reads the secrets file, so it is theirs.
  lab: async ({ lab, person }, use) => {
    person.give(dirname(lab.secrets))
    await use(lab)
  },
})

/** The folder of the program's own files: a link in /usr/bin leads to it. */
export function folderOf(program: string): string {
  return dirname(realpathSync(program))
}

export { expect }
