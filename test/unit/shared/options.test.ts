// The command line: what it takes, what it lets through, and what it says about the rest.
import { describe, expect, it } from 'vitest'
import { optionTable, ownArguments, parseOptions, usage } from '@shared/options.mjs'

describe('parseOptions', () => {
  it('reads values after = and after a space', () => {
    expect(parseOptions(['--secrets=a=b.toml', '--user-data-dir', 'some dir', '--demo'])).toEqual({
      options: { secrets: 'a=b.toml', userDataDir: 'some dir', demo: true },
      switches: [],
    })
  })

  it('lets the switches of Chromium and Node through', () => {
    expect(parseOptions(['--no-sandbox', '--inspect=0', '--demo'])).toEqual({
      options: { demo: true },
      switches: ['--no-sandbox', '--inspect=0'],
    })
  })

  it.each([
    [['--secret=x'], 'Unknown option --secret. Did you mean --secrets? --help lists the options.'],
    [['--colour'], 'Unknown option --colour. --help lists the options.'],
    [['lab.toml'], 'Unexpected argument "lab.toml". --help lists the options.'],
    [['--secrets'], '--secrets needs a value: --secrets=FILE'],
    [['--secrets='], '--secrets needs a value: --secrets=FILE'],
    [['--secrets', '--demo'], '--secrets needs a value: --secrets=FILE'],
    [['--demo=yes'], '--demo takes no value.'],
  ])('refuses %j', (args, error) => {
    expect(parseOptions(args)).toEqual({ error })
  })
})

describe('ownArguments', () => {
  it('are all of a packaged program', () => {
    expect(ownArguments(['/opt/console', '--demo'], true)).toEqual(['--demo'])
  })

  it('come after the app that a bare runtime was given', () => {
    expect(ownArguments(['electron', '--no-sandbox', '.', '--demo'], false)).toEqual(['--demo'])
    expect(ownArguments(['electron'], false)).toEqual([])
  })
})

it('lists every option in its help', () => {
  for (const { name } of optionTable) expect(usage('npm start --')).toContain(`--${name}`)
})
