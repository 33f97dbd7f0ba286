// The sentences that say why somebody reaches a machine, or everything that stands in the way.
import type { Reach } from '@shared/access'
import { text } from '@shared/text'
import type { ReachFacts } from '@shared/text/en/access'

const words = text.access

export function reasonsOf(
  { by, against, may }: Pick<Reach, 'by' | 'against' | 'may'>,
  facts: ReachFacts,
): string[] {
  if (!may) return against.map((rule) => words.refusal(rule, facts))
  return by === null ? [] : [words.grant(by, facts)]
}
