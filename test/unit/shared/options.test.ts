// The command line: what it takes, what it lets through, and what it says about the rest.
import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
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

describe('parseOptions for an installed program', () => {
  const dangerous = (
    'no-sandbox disable-gpu-sandbox in-process-gpu remote-debugging-port remote-debugging-pipe ' +
    'remote-allow-origins enable-automation inspect inspect-brk js-flags log-file'
  ).split(' ')
  /** As Chromium reads an argument on Linux and macOS: one dash or two, blanks around it, anything after the name. */
  const switchOf = (argument: string) => /^\s*--?([^\s=]*)/u.exec(argument)?.[1]

  it.each(dangerous)('refuses --%s, with a value and without', (name) => {
    const error = `--${name} is for this program's developers only.`
    expect(parseOptions([`--${name}`], false)).toEqual({ error })
    expect(parseOptions(['--demo', `--${name}=9222`], false)).toEqual({ error })
    expect(parseOptions([`--${name}`], true)).toEqual({ options: {}, switches: [`--${name}`] })
  })

  it('never takes what Chromium would read as one of them, however it is dressed up', () => {
    const part = oneof(
      constantFrom('--secrets', '--user-data-dir', '--demo', '--lang=en', '--', ' ', 'vmlab://vms/17', ''),
      constantFrom(
        ...['--', '-', ' --', '\t-', '---'].flatMap((dash) => dangerous.map((name) => dash + name)),
      ),
      constantFrom('-remote-debugging-port=0', '--remote-debugging-port=0 ', '-renderer-cmd-prefix=sh', '-h'),
      string(),
    )
    assert(
      property(array(part, { maxLength: 5 }), (args) => {
        const parsed = parseOptions(args, false)
        if ('error' in parsed) return
        const names = args.map(switchOf)
        for (const name of [...dangerous, 'renderer-cmd-prefix']) expect(names).not.toContain(name)
      }),
      { numRuns: 2000 },
    )
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
