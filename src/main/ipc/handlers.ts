// All handlers of the contract, put together; one that is missing or has no call does not compile.
import type { Handlers } from './context'
import { accessHandlers, type AccessParts } from './handlers/access'
import { appHandlers, type AppParts } from './handlers/app'
import { authHandlers, type AuthParts } from './handlers/auth'
import { credentialsHandlers, type CredentialParts } from './handlers/credentials'
import { desktopHandlers, type DesktopParts } from './handlers/desktop'
import { diagnosticsHandlers, type DiagnosticsHandlerParts } from './handlers/diagnostics'
import { entityHandlers, type EntityParts } from './handlers/entities'
import { historyHandlers, type HistoryParts } from './handlers/history'
import { integrityHandlers, type IntegrityParts } from './handlers/integrity'
import { lockHandlers, type LockParts } from './handlers/lock'
import { machinesHandlers, type MachinesParts } from './handlers/machines'
import { peopleHandlers, type PeopleParts } from './handlers/people'
import { printHandlers, type PrintParts } from './handlers/print'
import { profileHandlers, type ProfileParts } from './handlers/profiles'
import { settingsHandlers, type SettingsParts } from './handlers/settings'
import { setupHandlers, type SetupParts } from './handlers/setup'
import { updateHandlers, type UpdateHandlerParts } from './handlers/updates'

export function createHandlers(
  parts: AccessParts &
    AppParts &
    AuthParts &
    CredentialParts &
    DesktopParts &
    DiagnosticsHandlerParts &
    EntityParts &
    HistoryParts &
    IntegrityParts &
    LockParts &
    MachinesParts &
    PeopleParts &
    PrintParts &
    ProfileParts &
    SettingsParts &
    SetupParts &
    UpdateHandlerParts,
): Handlers {
  return {
    ...accessHandlers(parts),
    ...appHandlers(parts),
    ...authHandlers(parts),
    ...credentialsHandlers(parts),
    ...desktopHandlers(parts),
    ...diagnosticsHandlers(parts),
    ...entityHandlers(parts),
    ...historyHandlers(parts),
    ...integrityHandlers(parts),
    ...lockHandlers(parts),
    ...machinesHandlers(parts),
    ...peopleHandlers(parts),
    ...printHandlers(parts),
    ...profileHandlers(parts),
    ...settingsHandlers(parts),
    ...setupHandlers(parts),
    ...updateHandlers(parts),
  }
}
