// All handlers of the contract, put together; one that is missing or has no call does not compile.
import type { Handlers } from './context'
import { appHandlers, type AppParts } from './handlers/app'
import { authHandlers, type AuthParts } from './handlers/auth'
import { desktopHandlers, type DesktopParts } from './handlers/desktop'
import { diagnosticsHandlers, type DiagnosticsHandlerParts } from './handlers/diagnostics'
import { entityHandlers, type EntityParts } from './handlers/entities'
import { profileHandlers, type ProfileParts } from './handlers/profiles'
import { settingsHandlers, type SettingsParts } from './handlers/settings'
import { printHandlers, type PrintParts } from './handlers/print'
import { setupHandlers, type SetupParts } from './handlers/setup'
import { updateHandlers, type UpdateHandlerParts } from './handlers/updates'

export function createHandlers(
  parts: AppParts &
    AuthParts &
    DesktopParts &
    DiagnosticsHandlerParts &
    EntityParts &
    PrintParts &
    ProfileParts &
    SetupParts &
    SettingsParts &
    UpdateHandlerParts,
): Handlers {
  return {
    ...appHandlers(parts),
    ...setupHandlers(parts),
    ...authHandlers(parts),
    ...desktopHandlers(parts),
    ...diagnosticsHandlers(parts),
    ...printHandlers(parts),
    ...entityHandlers(parts),
    ...settingsHandlers(parts),
    ...updateHandlers(parts),
    ...profileHandlers(parts),
  }
}
