// Somebody who is not root, with a home of their own: as whom installed programs are started.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export interface Person {
  readonly name: string
  readonly home: string
  /** For spawn: nothing where the tests themselves run as an ordinary person. */
  readonly identity: { uid: number; gid: number } | { uid?: never; gid?: never }
  /** An empty folder of theirs. */
  folder(): string
  /** Let them own a file or a folder with all that is in it. */
  give(path: string): void
  remove(): void
}

/** Root makes a new person; anybody else is one already. */
export function makePerson(): Person {
  return process.getuid?.() === 0 ? newPerson() : ourselves()
}

function newPerson(): Person {
  const name = `vmlab-test-${process.pid}`
  execFileSync('useradd', ['--create-home', '--user-group', name])
  const [, , uid, gid, , home = ''] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? []
  if (uid === undefined || Number(uid) === 0) throw new Error(`useradd made no ordinary person ${name}`)
  const give = (path: string) => execFileSync('chown', ['-R', `${uid}:${gid}`, path])
  return {
    name,
    home,
    identity: { uid: Number(uid), gid: Number(gid) },
    folder() {
      const path = mkdtempSync(join(home, 'data-'))
      give(path)
      return path
    },
    give,
    remove: () => void execFileSync('userdel', ['--remove', '--force', name], { stdio: 'ignore' }),
  }
}

function ourselves(): Person {
  const made: string[] = []
  return {
    name: userInfo().username,
    home: homedir(),
    identity: {},
    folder() {
      const path = mkdtempSync(join(tmpdir(), 'vmlab-installed-'))
      made.push(path)
      return path
    },
    give: () => undefined,
    remove: () => made.forEach((path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 })),
  }
}

/** A folder that everybody may enter: what root's own temporary folders are not. */
export function openFolder(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `vmlab-${name}-`))
  execFileSync('chmod', ['755', path])
  return path
}

/** Where a desktop keeps a session's sockets; only its owner may enter. */
export function runtimeFolder({ home, give }: Person): string {
  const path = join(home, '.run')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (statSync(path).uid === process.getuid?.()) give(path)
  return path
}
