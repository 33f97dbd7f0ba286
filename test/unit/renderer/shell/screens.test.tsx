// The screens before sign-in say what happened and what to do next.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Target } from '@shared/database-state'
import { ProblemList } from '../../../../src/renderer/src/setup/ProblemList'
import { TestSteps } from '../../../../src/renderer/src/setup/TestSteps'
import { IncompatibleScreen } from '../../../../src/renderer/src/shell/IncompatibleScreen'
import { WaitingScreen } from '../../../../src/renderer/src/shell/WaitingScreen'

const target: Target = {
  kind: 'server',
  label: 'lab on db1:5432',
  address: 'db1',
  port: 5432,
  database: 'lab',
  username: 'u',
  profile: { id: 'lab', name: 'Lab', colour: 'blue', production: false, readOnly: false },
}
const words = (html: string) => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ')

describe('WaitingScreen', () => {
  it('names the lab and the step, with how far it is', () => {
    const html = renderToStaticMarkup(
      <WaitingScreen state={{ kind: 'connecting', target, step: 'seeding', done: 2, total: 8 }} />,
    )
    expect(words(html)).toContain('Connecting to lab on db1:5432')
    expect(words(html)).toContain('Adding the first people')
    expect(html).toContain('aria-valuenow="25"')
    expect(words(html)).toContain('Connect to another lab')
  })

  it('says why, what to do, and that it tries again', () => {
    const state = {
      kind: 'unavailable' as const,
      target,
      reason: 'No answer.',
      remedy: 'Start it.',
      nextTryAt: Date.now() + 2500,
    }
    const html = words(renderToStaticMarkup(<WaitingScreen state={state} />))
    for (const part of ['No answer.', 'Start it.', 'Next try in 3 seconds', 'Try now'])
      expect(html).toContain(part)
  })
})

describe('IncompatibleScreen', () => {
  it('says why, and offers the ways on', () => {
    const state = {
      kind: 'incompatible' as const,
      target,
      reason: 'No role column.',
      remedy: 'Connect elsewhere.',
    }
    const html = words(renderToStaticMarkup(<IncompatibleScreen state={state} />))
    for (const part of ['No role column.', 'Connect elsewhere.', 'Try again', 'another lab'])
      expect(html).toContain(part)
  })
})

describe('ProblemList', () => {
  it('gives each problem its line, key, fault and remedy, file by file', () => {
    const html = words(
      renderToStaticMarkup(
        <ProblemList
          problems={[
            { file: 'a.toml', line: 3, key: 'db_port', what: 'is no port.', fix: 'Write a number.' },
            { file: 'b.yaml', line: null, key: null, what: 'is empty.', fix: 'Fill it.' },
          ]}
        />,
      ),
    )
    expect(html).toContain('Problems in a.toml')
    expect(html).toContain('Line 3, db_port')
    expect(html).toContain('Write a number.')
    expect(html).toContain('Problems in b.yaml')
  })
})

describe('TestSteps', () => {
  it('shows what passed, what runs, and what still waits', () => {
    const steps = [{ step: 'name' as const, ok: true, detail: '10.0.0.5', remedy: '' }]
    const html = words(renderToStaticMarkup(<TestSteps steps={steps} isRunning onOffer={() => undefined} />))
    expect(html).toMatch(/Address found : passed 10\.0\.0\.5 Server answers : running Encryption : waiting/u)
  })

  it('stops at the step that failed, with its remedy', () => {
    const steps = [{ step: 'name' as const, ok: false, detail: 'Unknown name.', remedy: 'Check it.' }]
    const html = words(
      renderToStaticMarkup(<TestSteps steps={steps} isRunning={false} onOffer={() => undefined} />),
    )
    expect(html).toContain('Address found : failed Unknown name. Check it.')
    expect(html).not.toContain('running')
  })
})
