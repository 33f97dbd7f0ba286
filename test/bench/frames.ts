// Scrolling by wheel and by thumb: how many frames come late, in the console's table and on an empty page.
import type { Page } from './electron'
import { countFrames, painted } from './page-scripts'
import type { Report } from './report'
import { summarise } from './statistics'

/** A page of nothing but a scrollbar as long as the table's. */
export const emptyScroller = `(() => {
  const scroller = document.createElement('div')
  scroller.id = 'scroller'
  scroller.style.cssText = 'position: fixed; inset: 0; overflow-y: scroll'
  const sizer = document.createElement('div')
  sizer.style.height = '4000000px'
  scroller.append(sizer)
  document.body.replaceChildren(scroller)
})()`

const frameCount = 180
const passes = 3

/** Milliseconds between frames, pass by pass. */
export type Frames = Record<'wheel' | 'thumb', number[][]>

export async function measureFrames(page: Page, scroller: string): Promise<Frames> {
  const frames: Frames = { wheel: [], thumb: [] }
  for (let pass = 0; pass < passes; pass += 1) {
    frames.wheel.push(await wheel(page, scroller))
    frames.thumb.push(await thumb(page, scroller))
  }
  return frames
}

export function reportFrames(ours: Frames, floor: Frames, report: Report): void {
  const late = (all: number[][]) => all.map((times) => times.filter((time) => time > 32).length)
  const longest = (all: number[][]) =>
    `p95 ${summarise(all.flat()).p95.toFixed(0)} ms, longest ${Math.max(...all.flat()).toFixed(0)} ms`
  for (const name of ['wheel', 'thumb'] as const) {
    const empty = late(floor[name])
    report.add({
      section: 'Scrolling through 1M machines (frames over 32 ms out of 180, three passes)',
      what: `${name}: ${late(ours[name]).join(', ')}, ${longest(ours[name])}; empty page: ${empty.join(', ')}, ${longest(floor[name])}`,
      ours: late(ours[name]),
      floor: empty,
      floorIs: 'empty page',
      unit: '',
      bound: { of: 'median', max: summarise(empty).median },
    })
  }
}

/** Count frames while `act` is done again and again. */
async function during(page: Page, act: (turn: number) => Promise<void>): Promise<number[]> {
  await page.run(countFrames(frameCount))
  let done = false
  const counted = page.run<number[]>('window.bench').finally(() => (done = true))
  for (let turn = 0; !done; turn += 1) await act(turn)
  return counted
}

async function boxOf(
  page: Page,
  element: string,
): Promise<{ x: number; y: number; width: number; height: number }> {
  return page.run(
    `(() => { const { x, y, width, height } = document.querySelector('${element}').getBoundingClientRect(); return { x, y, width, height } })()`,
  )
}

async function wheel(page: Page, element: string): Promise<number[]> {
  const box = await boxOf(page, element)
  await page.run(`document.querySelector('${element}').scrollTop = 0`)
  return during(page, () => page.mouse('mouseWheel', box.x + box.width / 2, box.y + box.height / 2, 240))
}

/** Drag the scrollbar's thumb from the first row down the whole track, again and again. */
async function thumb(page: Page, element: string): Promise<number[]> {
  await page.run(`document.querySelector('${element}').scrollTop = 0`)
  await page.run(painted('true'))
  const box = await boxOf(page, element)
  const x = box.x + box.width - 6
  const from = box.y + 22
  const track = box.height - 60
  await page.mouse('mousePressed', x, from)
  let furthest = 0
  const times = await during(page, async (turn) => {
    await page.mouse('mouseMoved', x, from + ((turn * 3) % track))
    if (turn === 60) furthest = await page.run<number>(`document.querySelector('${element}').scrollTop`)
  })
  await page.mouse('mouseReleased', x, from)
  if (furthest < 500_000)
    throw new Error(`The thumb went to ${furthest} px only: it was not what was dragged`)
  return times
}
