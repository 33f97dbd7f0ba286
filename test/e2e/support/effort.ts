// A person's hands, counted: what a daily task costs in clicks and keys.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { root } from './console'

/**
 * Counts each click (a double click is two) and each key that is pressed, a chord as one. What is typed into a field as
 * its value is not counted, nor are the keys that only edit that text (select all of it, delete).
 */
export interface Hands {
  readonly page: Page
  click(target: Locator, held?: readonly 'Shift'[]): Promise<void>
  rightClick(target: Locator): Promise<void>
  doubleClick(target: Locator): Promise<void>
  /** A key or a chord. */
  press(keys: string): Promise<void>
  /** Into what has the focus. */
  type(value: string): Promise<void>
  /** In place of all that the focused field holds. */
  replace(value: string): Promise<void>
  /** The system's own question, which a test answers for it: one more click, or one more key. */
  answerSystemDialog(by: 'mouse' | 'keyboard'): void
  count(): { clicks: number; keys: number }
}

export function handsOn(page: Page): Hands {
  const counted = { clicks: 0, keys: 0 }
  return {
    page,
    async click(target, held = []) {
      counted.clicks += 1
      await target.click({ modifiers: [...held] })
    },
    async rightClick(target) {
      counted.clicks += 1
      await target.click({ button: 'right' })
    },
    async doubleClick(target) {
      counted.clicks += 2
      await target.dblclick()
    },
    async press(keys) {
      counted.keys += 1
      await page.keyboard.press(keys)
    },
    type: (value) => page.keyboard.type(value),
    async replace(value) {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(value)
    },
    answerSystemDialog(by) {
      counted[by === 'mouse' ? 'clicks' : 'keys'] += 1
    },
    count: () => ({ ...counted }),
  }
}

interface Result {
  task: string
  most: number
  mouse?: number
  keyboard?: number
}

const results = new Map<string, Result>()

/** Hold what a task has cost against its limit, and keep it for the table. */
export function account(hands: Hands, task: { title: string; most: number }, by: 'mouse' | 'keyboard'): void {
  const { clicks, keys } = hands.count()
  const result = results.get(task.title) ?? { task: task.title, most: task.most }
  results.set(task.title, { ...result, [by]: clicks + keys })
  if (by === 'keyboard') expect(clicks).toBe(0)
  expect(clicks + keys, `${task.title}: ${clicks} clicks and ${keys} keys`).toBeLessThanOrEqual(task.most)
}

/** The table for the README, under `test-results`; also in a machine's words. */
export function writeTable(): void {
  const rows = [...results.values()]
  const cell = (count: number | undefined) => (count === undefined ? '' : String(count))
  const lines = rows.map(
    ({ task, most, mouse, keyboard }) => `| ${task} | ${most} | ${cell(mouse)} | ${cell(keyboard)} |`,
  )
  const table = ['| Task | At most | By mouse | By keyboard |', '| --- | ---: | ---: | ---: |', ...lines]
  mkdirSync(join(root, 'test-results'), { recursive: true })
  writeFileSync(join(root, 'test-results/ten-tasks.md'), `${table.join('\n')}\n`)
  writeFileSync(join(root, 'test-results/ten-tasks.json'), `${JSON.stringify(rows, null, 2)}\n`)
  console.info(table.join('\n'))
}
