// A file is there whole or not at all, for its owner alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeGrowing } from '../../../../src/main/export/growing-file'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmlab-growing-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* pieces(texts: readonly string[], seen?: () => void): AsyncGenerator<string> {
  for (const text of texts) {
    yield text
    seen?.()
  }
}

describe('writeGrowing', () => {
  it('writes the pieces in their order, readable by the owner alone', async () => {
    const path = join(folder, 'a.csv')
    await writeGrowing(path, pieces(['\uFEFFé,', 'b\r\n', '']))
    expect(readFileSync(path, 'utf8')).toBe('\uFEFFé,b\r\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('leaves what had the name until all is written', async () => {
    const path = join(folder, 'a.csv')
    writeFileSync(path, 'old')
    const seen: string[] = []
    await writeGrowing(
      path,
      pieces(['new', 'er'], () => seen.push(readFileSync(path, 'utf8'))),
    )
    expect(seen).toEqual(['old', 'old'])
    expect(readFileSync(path, 'utf8')).toBe('newer')
    expect(readdirSync(folder)).toEqual(['a.csv'])
  })

  it('leaves nothing of itself where a piece fails, and passes on why', async () => {
    const path = join(folder, 'a.csv')
    writeFileSync(path, 'old')
    const failing = async function* () {
      yield 'half'
      throw new Error('cut off')
    }
    await expect(writeGrowing(path, failing())).rejects.toThrow('cut off')
    expect(readdirSync(folder)).toEqual(['a.csv'])
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  it('fails in a folder that is not there', async () => {
    await expect(writeGrowing(join(folder, 'no', 'a.csv'), pieces(['x']))).rejects.toThrow('ENOENT')
  })
})
