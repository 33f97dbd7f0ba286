// A copied secret leaves the clipboard after 45 seconds or at the end, unless something else is there by then.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSecretClipboard } from '../../../../src/main/desktop/secret-clipboard'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  let content = 'before'
  const clipboard = createSecretClipboard({
    write: async (text) => void (content = text),
    read: async () => content,
    clear: () => void (content = ''),
  })
  return { clipboard, content: () => content, put: (text: string) => void (content = text) }
}

it('clears it after 45 seconds, not before', async () => {
  const { clipboard, content } = setUp()
  await clipboard.copy('secret')
  await vi.advanceTimersByTimeAsync(44_999)
  expect(content()).toBe('secret')
  await vi.advanceTimersByTimeAsync(1)
  expect(content()).toBe('')
})

it('leaves what was copied since', async () => {
  const { clipboard, content, put } = setUp()
  await clipboard.copy('secret')
  put('a letter')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(content()).toBe('a letter')
  await clipboard.clear()
  expect(content()).toBe('a letter')
})

it('counts anew for the next secret, and knows it by other line ends', async () => {
  const { clipboard, content, put } = setUp()
  await clipboard.copy('first')
  await vi.advanceTimersByTimeAsync(30_000)
  await clipboard.copy('line\nline')
  put('line\r\nline')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(content()).toBe('line\r\nline')
  await vi.advanceTimersByTimeAsync(15_000)
  expect(content()).toBe('')
})

it('clears it at the end', async () => {
  const { clipboard, content } = setUp()
  await clipboard.clear()
  expect(content()).toBe('before')
  await clipboard.copy('secret')
  await clipboard.clear()
  expect(content()).toBe('')
})
