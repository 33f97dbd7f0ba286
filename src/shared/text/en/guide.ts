// The guide, in the order in which it is read.
import { troubleSections } from './guide-errors'
import type { GuideSection } from './guide-kinds'
import { machinesSections } from './guide-machines'
import { runningSections } from './guide-running'
import { safetySections } from './guide-safety'
import { startSections } from './guide-start'
import { workSections } from './guide-work'

export const guide: readonly GuideSection[] = [
  ...startSections,
  ...workSections,
  ...runningSections,
  ...machinesSections,
  ...safetySections,
  ...troubleSections,
]
