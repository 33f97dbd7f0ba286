// All handlers of the contract, put together; one that is missing or has no call does not compile.
import type { Handlers } from './context'
import { appHandlers, type AppParts } from './handlers/app'
import { authHandlers, type AuthParts } from './handlers/auth'
import { entityHandlers, type EntityParts } from './handlers/entities'
import { setupHandlers, type SetupParts } from './handlers/setup'

export function createHandlers(parts: AppParts & AuthParts & EntityParts & SetupParts): Handlers {
  return {
    ...appHandlers(parts),
    ...setupHandlers(parts),
    ...authHandlers(parts),
    ...entityHandlers(parts),
  }
}
