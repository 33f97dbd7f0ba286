// The rule of production: much is only deleted by whoever has typed the lab's name.
import type { EntityName } from '@shared/entity'
import { AppError } from '@shared/errors'
import { asksForName, isName, type ProfileFacts } from '@shared/profile'
import { text } from '@shared/text'

/** @throws AppError `invalid_input` for the field `confirmedName` where the profile wants its name typed and it was not */
export function requireConfirmed(
  profile: ProfileFacts | null,
  entity: EntityName,
  rows: number,
  confirmedName: string | undefined,
): void {
  if (profile === null || !asksForName(profile, entity, rows)) return
  if (confirmedName !== undefined && isName(confirmedName, profile)) return
  const message = text.profiles.nameWanted(profile.name)
  throw new AppError({ code: 'invalid_input', message, fields: { confirmedName: message } })
}
