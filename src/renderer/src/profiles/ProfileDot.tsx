// A profile's colour beside its name; never the only thing that tells labs apart.
import type { ProfileColour } from '@shared/profile'
import colours from './colours.module.css'

export function ProfileDot({ colour }: { colour: ProfileColour }) {
  return <span className={`${colours.colour} ${colours.dot}`} data-colour={colour} aria-hidden />
}
