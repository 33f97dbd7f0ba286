// The logs: the program's own, and one for each lab while it is open.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLog } from '../../../src/main/log'
import { temporaryFolder } from './config/files'

it('keeps each lab’s log apart, by its profile’s id', async () => {
  const folder = await temporaryFolder()
  const log = openLog(folder)
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  log.lab.info('before any lab')
  log.use('north')
  log.lab.info('in the north')
  const reference = log.lab.error('went wrong', new Error('x'))
  log.info('of the program')
  expect(log.labFile()).toBe(join(folder, 'lab-north.log'))
  log.use('south')
  log.lab.warn('in the south')
  log.use(null)
  log.lab.info('after them')
  expect((await readdir(folder)).toSorted()).toEqual(['lab-north.log', 'lab-south.log', 'main.log'])
  const [main, north, south] = await Promise.all(['main.log', 'lab-north.log', 'lab-south.log'].map(read))
  for (const line of ['before any lab', 'of the program', 'after them']) expect(main).toContain(line)
  expect(north).toContain('in the north')
  expect(north).toContain(reference)
  expect(south).toMatch(/^\S+ warn in the south\n$/u)
  expect(main).not.toMatch(/in the/u)
})
