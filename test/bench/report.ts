// Collects what was measured and prints it as one table, each line with its floor and whether the bound is met.
import { summarise, type Summary } from './statistics'

/** `ratio`: median to the floor's median. `p95`, `median`: milliseconds. `count`: the number itself. */
export type Bound = { of: 'ratio' | 'p95' | 'median' | 'value'; max: number }

export interface Line {
  section: string
  what: string
  ours: Summary | number
  /** The least that it could cost, from the same run. */
  floor?: Summary | number
  floorIs?: string
  bound?: Bound
  unit?: string
  note?: string
}

export interface Report {
  add(
    line: Omit<Line, 'ours' | 'floor'> & {
      ours: readonly number[] | number
      floor?: readonly number[] | number
    },
  ): void
  lines(): readonly Line[]
}

export function createReport(progress: (text: string) => void): Report {
  const lines: Line[] = []
  return {
    add({ ours, floor, ...rest }) {
      const line: Line = {
        ...rest,
        ours: typeof ours === 'number' ? ours : summarise(ours),
        ...(floor === undefined ? {} : { floor: typeof floor === 'number' ? floor : summarise(floor) }),
      }
      lines.push(line)
      progress(`${line.section}: ${line.what}: ${cells(line).slice(1).filter(Boolean).join(' | ')}`)
    },
    lines: () => lines,
  }
}

const mid = (value: Summary | number) => (typeof value === 'number' ? value : value.median)

/** Null where nothing is asked of a line. */
export function isMet({ ours, floor, bound }: Line): boolean | null {
  if (!bound) return null
  const value = {
    ratio: floor === undefined ? Number.NaN : mid(ours) / mid(floor),
    p95: typeof ours === 'number' ? ours : ours.p95,
    median: mid(ours),
    value: mid(ours),
  }[bound.of]
  return value <= bound.max
}

const heads = ['what', 'median', 'p95', 'n', 'floor', 'ratio', 'bound', 'met']

function cells(line: Line): string[] {
  const { ours, floor, bound, unit = 'ms' } = line
  const met = isMet(line)
  return [
    line.note === undefined ? line.what : `${line.what} (${line.note})`,
    `${number(mid(ours))} ${unit}`.trim(),
    typeof ours === 'number' ? '' : number(ours.p95),
    typeof ours === 'number' ? '' : String(ours.n),
    floor === undefined ? '' : `${number(mid(floor))} ${line.floorIs ?? ''}`.trim(),
    floor === undefined || mid(floor) === 0 ? '' : (mid(ours) / mid(floor)).toFixed(2),
    bound === undefined ? '' : boundText(bound, unit),
    met === null ? '' : met ? 'yes' : 'NO',
  ]
}

function boundText({ of, max }: Bound, unit: string): string {
  if (of === 'ratio') return `${max.toFixed(2)} x floor`
  return `${of === 'value' ? '' : of} ${max} ${unit}`.trim()
}

function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** The whole table, in Markdown: it reads well in a terminal too, and docs/benchmarks.md takes it as it is. */
export function table(lines: readonly Line[]): string {
  const parts: string[] = []
  for (const section of new Set(lines.map((line) => line.section))) {
    const rows = [heads, ...lines.filter((line) => line.section === section).map(cells)]
    const widths = heads.map((_, column) => Math.max(2, ...rows.map((row) => row[column]?.length ?? 0)))
    const print = (row: string[]) =>
      `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
    const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
    parts.push(`### ${section}\n\n${[print(heads), rule, ...rows.slice(1).map(print)].join('\n')}`)
  }
  const judged = lines.map(isMet).filter((met) => met !== null)
  parts.push(`${judged.filter(Boolean).length} of ${judged.length} bounds met`)
  return parts.join('\n\n')
}
