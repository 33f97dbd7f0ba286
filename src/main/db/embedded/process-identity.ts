// Tells whether a process that once was is still the same one: a process id alone is given out again.
import { readFileSync } from 'node:fs'
import process from 'node:process'

/**
 * `started` is Linux's boot id with the start in clock ticks, which is exact; empty where the system has
 * no /proc, and then a living process of that id is taken for the same one.
 */
export interface ProcessIdentity {
  readonly pid: number
  readonly started: string
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' }
}

/** Is that very process still running? One that has ended but was not collected by its parent counts as gone. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!answers(identity.pid)) return false
  if (identity.started === '') return true
  return startOf(identity.pid) === identity.started
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks and brackets; after the last one come state (field 3) and the rest.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${boot}/${fields[19] ?? ''}`
  } catch {
    return null
  }
}
