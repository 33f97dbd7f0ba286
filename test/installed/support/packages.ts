// The packages that `npm run dist` made, and what Debian's own tools say and do with them.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../../e2e/support/console'
import { openFolder } from './person'

export const packageName = 'vm-lab-console'
export const command = '/usr/bin/vm-lab-console'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

/** This version's package of that kind, for example `deb`. */
export function packageFile(extension: string): string {
  const folder = join(root, 'dist')
  const names = existsSync(folder) ? readdirSync(folder) : []
  const [name, another] = names.filter((entry) => entry.endsWith(`.${extension}`) && entry.includes(version))
  if (name === undefined)
    throw new Error(`There is no ${extension} of ${version} in dist: npm run dist makes it`)
  if (another !== undefined) throw new Error(`Which ${extension} of dist: ${name} or ${another}?`)
  return join(folder, name)
}

/** Runs a tool to its end and answers what it wrote; its complaints are in the error when it fails. */
export function run(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...env },
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

/** Install a package's file as somebody does who downloaded it; apt fetches what it needs. */
export function install(file: string): void {
  // apt's own user reads it, and may not enter everybody's folders.
  const folder = openFolder('download')
  const copy = join(folder, basename(file))
  copyFileSync(file, copy)
  chmodSync(copy, 0o644)
  run('apt-get', ['install', '-y', '-q', '--reinstall', '--allow-downgrades', copy])
  rmSync(folder, { recursive: true })
}

/** Whether the program in /opt is the one that was packaged last, whatever its version's number. */
export function isInstalled(): boolean {
  const [installed, made] = ['/opt/VMLabConsole', join(root, 'dist/linux-unpacked')].map((folder) => {
    const archive = join(folder, 'resources/app.asar')
    return existsSync(archive) && createHash('sha256').update(readFileSync(archive)).digest('hex')
  })
  return statusOf(packageName)?.status === 'install ok installed' && installed === made
}

export function purge(): void {
  run('apt-get', ['purge', '-y', '-q', packageName])
}

/** For example `install ok installed`; null for what dpkg never heard of. */
export function statusOf(name: string): { status: string; version: string } | null {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Status}|${Version}', name], { encoding: 'utf8' })
  const [status = '', found = ''] = asked.stdout.split('|')
  return asked.status === 0 ? { status, version: found } : null
}

/** The same package under a higher version, as the next release's would be. */
export function raised(file: string, higher: string): string {
  const folder = openFolder('next')
  const tree = join(folder, 'tree')
  run('dpkg-deb', ['-R', file, tree])
  const control = join(tree, 'DEBIAN/control')
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/mu, `Version: ${higher}`))
  const made = join(folder, `${packageName}-${higher}.deb`)
  run('dpkg-deb', ['--root-owner-group', '-Znone', '-b', tree, made])
  rmSync(tree, { recursive: true })
  return made
}

/**
 * All packages that apt would install for a file on a machine that has nothing at all. The file's own needs alone may
 * bring them; it throws when they can't be met here.
 */
export function neededFromNothing(file: string): Set<string> {
  const folder = openFolder('nothing')
  const status = join(folder, 'status')
  writeFileSync(status, '')
  const options = ['-o', `Dir::State::status=${status}`, '-o', 'APT::Install-Recommends=false']
  const plan = run('apt-get', ['install', '-s', '-y', ...options, file])
  rmSync(folder, { recursive: true })
  return new Set([...plan.matchAll(/^Inst (\S+)/gmu)].map(([, name = '']) => name))
}

/** The packages that own the libraries which a binary is linked with, by the library's name. */
export function librariesOf(binary: string): Map<string, string> {
  const listed = execFileSync('ldd', [binary], { encoding: 'utf8' })
  const owners = new Map<string, string>()
  for (const [, name = '', path = ''] of listed.matchAll(/^\s*(\S+) => (\/\S+)/gmu)) {
    if (!path.includes('/opt/')) owners.set(name, ownerOf(path))
  }
  return owners
}

/** Merged folders: dpkg may know /lib/x by /usr/lib/x, or the other way round. */
function ownerOf(path: string): string {
  const real = run('realpath', [path]).trim()
  for (const candidate of [real, real.replace(/^\/usr/u, ''), path, path.replace(/^\/usr/u, '')]) {
    const asked = spawnSync('dpkg', ['-S', candidate], { encoding: 'utf8' })
    if (asked.status === 0) return asked.stdout.split(':')[0] ?? ''
  }
  throw new Error(`No package owns ${path}`)
}
