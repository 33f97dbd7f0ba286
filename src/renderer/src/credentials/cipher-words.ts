// How a check of the cipher key is told.
import type { KeyCheck } from '@shared/credentials'
import { text } from '@shared/text'

const words = text.credentials.cipher

export function sentenceOf({ state, tried, opened, openedByOlder }: KeyCheck): string {
  switch (state) {
    case 'right':
      return openedByOlder > 0 ? words.rightOlder(openedByOlder, tried) : words.right(tried)
    case 'partly':
      return `${words.partly(opened, tried)} ${words.wrongRemedy}`
    case 'wrong':
      return `${words.wrong(tried)} ${words.wrongRemedy}`
    case 'unproved':
      return words.unproved
    case 'missing':
    case 'malformed':
      return `${words[state]} ${words.without}`
  }
}
