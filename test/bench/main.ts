// `npm run bench [-- data|window|start|packaged [--minutes=N]]`: measures what the issue asks for and prints it with its floors.
import { loadavg } from 'node:os'
import { measureData } from './data'
import { makeLabs } from './lab'
import { measurePackaged } from './packaged'
import { createReport, table } from './report'
import { measureStarts } from './starts'
import { measureWindow } from './window'

const parts = ['data', 'window', 'start', 'packaged'] as const
type Part = (typeof parts)[number]

/** How long the packaged program is used beyond its first minute. */
const minutesFlag = '--minutes='
const minutes = Number(
  process.argv.find((word) => word.startsWith(minutesFlag))?.slice(minutesFlag.length) ?? 1,
)
const asked = process.argv.slice(2).filter((word) => !word.startsWith(minutesFlag))
const unknown = asked.find((name) => !parts.some((part) => part === name))
if (unknown === undefined) await run(asked.length === 0 ? ['data', 'window', 'start'] : (asked as Part[]))
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
    if (chosen.includes('packaged')) await measurePackaged(labs, report, minutes, say)
  } finally {
    await labs.remove()
  }
  process.stdout.write(
    `\nPostgreSQL ${labs.server.version}, ${process.env['VMLAB_RUNTIME'] ?? ''}, load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n\n${table(report.lines())}\n`,
  )
}
