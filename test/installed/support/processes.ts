// What Linux tells of a running program: its processes, how they are confined, and where they listen.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

export interface Process {
  readonly pid: number
  readonly parent: number
  readonly args: readonly string[]
  /** Chromium's word for it, for example `renderer`; null for the first. */
  readonly type: string | null
  readonly uid: number
  readonly seccomp: number
  readonly noNewPrivileges: boolean
  readonly userNamespace: string
  readonly pidNamespace: string
}

/** A process and all that came from it, as far as they are still there. */
export function processesOf(root: number): Process[] {
  const all = readdirSync('/proc').flatMap((name) =>
    /^\d+$/u.test(name) ? (inspect(Number(name)) ?? []) : [],
  )
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]))
  const belongs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && pid > 1 && belongs(parents.get(pid) ?? 0))
  return all.filter(({ pid }) => belongs(pid))
}

function inspect(pid: number): Process | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1])
    // Chromium's children write their own arguments, joined by blanks.
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split(/\0| (?=--)/u)
      .filter(Boolean)
    return {
      pid,
      parent: field('PPid'),
      args,
      type: args.find((argument) => argument.startsWith('--type='))?.slice('--type='.length) ?? null,
      uid: field('Uid'),
      seccomp: field('Seccomp'),
      noNewPrivileges: field('NoNewPrivs') === 1,
      userNamespace: readlinkSync(`/proc/${pid}/ns/user`),
      pidNamespace: readlinkSync(`/proc/${pid}/ns/pid`),
    }
  } catch {
    // It ended meanwhile.
    return null
  }
}

export interface Socket {
  readonly protocol: 'tcp' | 'tcp6' | 'udp' | 'udp6'
  /** As the kernel writes it: address and port in hexadecimal. */
  readonly local: string
  readonly remotePort: number
  readonly isListening: boolean
}

/** The sockets to other machines, or open to them, that processes hold. */
export function socketsOf(processes: readonly Process[]): Socket[] {
  const found = new Map<string, Socket>()
  for (const { pid } of processes) {
    const held = new Set(descriptors(pid))
    for (const protocol of ['tcp', 'tcp6', 'udp', 'udp6'] as const) {
      for (const line of linesOf(`/proc/${pid}/net/${protocol}`).slice(1)) {
        const [, local = '', remote = '', state, , , , , , inode = ''] = line.trim().split(/\s+/u)
        if (!held.has(`socket:[${inode}]`)) continue
        const remotePort = Number.parseInt(remote.split(':')[1] ?? '', 16)
        // 0A is TCP's LISTEN; a UDP socket that is connected to nobody hears everybody.
        const isListening = protocol.startsWith('tcp') ? state === '0A' : remotePort === 0
        found.set(inode, { protocol, local, remotePort, isListening })
      }
    }
  }
  return [...found.values()]
}

function descriptors(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
