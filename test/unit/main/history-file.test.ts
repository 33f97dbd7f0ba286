// The change log as a file: whole lines in their order, for this account alone, and never more than two files.
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openHistoryFile } from '../../../src/main/history-file'
import { temporaryFolder } from './config/files'

const mega = 1024 * 1024

async function aFile() {
  const folder = join(await temporaryFolder(), 'logs')
  const path = join(folder, 'changes-lab.jsonl')
  const lines = (name = 'changes-lab.jsonl') =>
    readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)
  return { folder, path, lines, write: openHistoryFile(path) }
}

describe('the file of changes', () => {
  it('is made with its folder, and readable by its owner alone', async () => {
    const { folder, path, lines, write } = await aFile()
    await write(['{"a":1}', '{"a":2}'])
    expect(lines()).toEqual(['{"a":1}', '{"a":2}'])
    expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it('keeps the order of what is written at once, and what was there before', async () => {
    const { path, lines, write } = await aFile()
    await write(['first'])
    const again = openHistoryFile(path)
    await Promise.all(Array.from({ length: 50 }, (_, n) => again([`${n} a`, `${n} b`])))
    const expected = Array.from({ length: 50 }, (_, n) => [`${n} a`, `${n} b`]).flat()
    expect(lines()).toEqual(['first', ...expected])
  })

  it('is turned over past 5 MB, and keeps one old file however much is written', async () => {
    const { folder, lines, write } = await aFile()
    for (let n = 0; n < 14; n += 1) await write([`${n} ${'x'.repeat(mega)}`])
    const begins = (name: string) => lines(name).map((line) => Number(line.split(' ')[0]))
    expect(readdirSync(folder).sort()).toEqual(['changes-lab.jsonl', 'changes-lab.old.jsonl'])
    expect([begins('changes-lab.old.jsonl'), begins('changes-lab.jsonl')]).toEqual([
      [5, 6, 7, 8, 9],
      [10, 11, 12, 13],
    ])
  })

  it('loses none of the next lines where the last one was cut short', async () => {
    const { path, lines, write } = await aFile()
    await write(['{"n":1}'])
    appendFileSync(path, '{"n":2,"lab')
    await write(['{"n":3}', '{"n":4}'])
    await write(['{"n":5}'])
    const whole = lines().filter((line) => line.endsWith('}'))
    expect(whole.map((line) => JSON.parse(line) as unknown)).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }, { n: 5 }])
  })

  it('tells who wrote that it failed, and goes on with what comes after', async () => {
    const { folder, lines, write } = await aFile()
    writeFileSync(folder, 'a file in the folder’s place')
    const outcomes = await Promise.allSettled([write(['lost']), write(['lost too'])])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    rmSync(folder)
    await write(['kept'])
    expect(lines()).toEqual(['kept'])
  })
})
