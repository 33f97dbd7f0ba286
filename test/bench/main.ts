// `npm run bench [-- data|window|start]`: measures what the issue asks for and prints it with its floors.
import { loadavg } from 'node:os'
import { measureData } from './data'
import { makeLabs } from './lab'
import { createReport, table } from './report'
import { measureStarts } from './starts'
import { measureWindow } from './window'

const parts = ['data', 'window', 'start'] as const
type Part = (typeof parts)[number]

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !parts.some((part) => part === name))
if (unknown === undefined) await run(asked.length === 0 ? parts : (asked as Part[]))
else {
  process.stderr.write(`Unknown part ${unknown}: npm run bench [-- ${parts.join('|')}]\n`)
  process.exitCode = 2
}

async function run(chosen: readonly Part[]): Promise<void> {
  const started = performance.now()
  const say = (text: string) =>
    process.stderr.write(`[${((performance.now() - started) / 1000).toFixed(0)} s] ${text}\n`)
  const report = createReport(say)
  const labs = await makeLabs(say)
  try {
    if (chosen.includes('data')) await measureData(labs, report)
    if (chosen.includes('window')) await measureWindow(labs, report)
    if (chosen.includes('start')) await measureStarts(labs, report)
  } finally {
    await labs.remove()
  }
  process.stdout.write(
    `\nPostgreSQL ${labs.server.version}, ${process.env['VMLAB_RUNTIME'] ?? ''}, load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n\n${table(report.lines())}\n`,
  )
}
