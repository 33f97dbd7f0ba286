// Hands what this start, a second start or the system brought (options, links) to the program once it can take them.
import { resolve } from 'node:path'
import type { Options } from '@shared/options.mjs'

/** What a start asked for beyond showing the window. */
export interface Start {
  /** A vmlab: link, as it came. */
  link?: string
  secrets?: string
  firstUsers?: string
  demo?: true
}

export interface Starts {
  push(start: Start): void
  /** Hear of each; those that came before are told at once. */
  listen(listener: (start: Start) => void): void
}

export function createStarts(): Starts {
  const waiting: Start[] = []
  let hear: ((start: Start) => void) | null = null
  return {
    push(start) {
      if (hear) hear(start)
      else waiting.push(start)
    },
    listen(listener) {
      hear = listener
      for (const start of waiting.splice(0)) listener(start)
    },
  }
}

/** What one start hands over to another, with its paths made whole: the other one works in another folder. */
export function handedOver({ link, secrets, firstUsers, demo }: Options, cwd: string): Start {
  return {
    ...(link === undefined ? {} : { link }),
    ...(secrets === undefined ? {} : { secrets: resolve(cwd, secrets) }),
    ...(firstUsers === undefined ? {} : { firstUsers: resolve(cwd, firstUsers) }),
    ...(demo === undefined ? {} : { demo }),
  }
}

/** The same as it arrives; what is not of that shape is nothing. */
export function readHandedOver(value: unknown): Start {
  if (typeof value !== 'object' || value === null) return {}
  const start: Start = {}
  for (const name of ['link', 'secrets', 'firstUsers'] as const) {
    const found: unknown = name in value ? (value as Record<string, unknown>)[name] : undefined
    if (typeof found === 'string' && found !== '' && found.length <= 4096) start[name] = found
  }
  if ('demo' in value && value.demo === true) start.demo = true
  return start
}
