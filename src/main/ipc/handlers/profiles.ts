// Handlers of the labs this program knows: the list, opening another one, changing, removing, handing over.
import type { Connector } from '../../connector'
import type { Handlers } from '../context'

export interface ProfileParts {
  connector: Connector
  signOutAll(): void
  preferences: { forget(profile: string): void }
  /** A colleague's file; null where the dialog was closed without a choice. */
  chooseImport(): Promise<string | null>
  /** Where to write a profile called `name`; null where the dialog was closed without a choice. */
  chooseExport(name: string): Promise<string | null>
}

type ProfileCalls = Extract<keyof Handlers, `profiles.${string}`>

export function profileHandlers(parts: ProfileParts): Pick<Handlers, ProfileCalls> {
  const { connector } = parts
  return {
    'profiles.list': () => ({ profiles: connector.profiles() }),
    'profiles.open': ({ id, ...given }) => connector.open(id, given, () => parts.signOutAll()),
    'profiles.save': (facts) => connector.save(facts),
    'profiles.correct': async ({ id }) => {
      await connector.correct(id)
      parts.signOutAll()
    },
    'profiles.remove': async ({ id }) => {
      if (connector.currentProfileId() === id) parts.signOutAll()
      await connector.remove(id)
      parts.preferences.forget(id)
    },
    'profiles.exportTo': async ({ id }) => {
      const { name = '' } = connector.profiles().find((profile) => profile.id === id) ?? {}
      const path = await parts.chooseExport(name)
      if (path !== null) await connector.exportTo(id, path)
      return { path }
    },
    'profiles.importFrom': async () => {
      const path = await parts.chooseImport()
      return { profile: path === null ? null : await connector.importFrom(path) }
    },
  }
}
