// Where the window goes: always onto a screen that is there, in a size that can be used.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  minimum,
  parseWindowStates,
  placeWindow,
  plainState,
  windowStatesText,
  type Bounds,
} from '../../../../src/main/desktop/window-state'

const screen: Bounds = { x: 0, y: 25, width: 1920, height: 1055 }
const right: Bounds = { x: 1920, y: 0, width: 1280, height: 1024 }

describe('placeWindow', () => {
  it('puts a first window into the middle of the main screen', () => {
    expect(placeWindow(null, [screen, right])).toEqual({ x: 320, y: 152, width: 1280, height: 800 })
  })

  it('leaves a window where it was, also on another screen', () => {
    const stored = { x: 2000, y: 100, width: 900, height: 700 }
    expect(placeWindow(stored, [screen, right])).toEqual(stored)
  })

  it('brings a window back whose screen went away', () => {
    const stored = { x: 2000, y: 100, width: 900, height: 700 }
    expect(placeWindow(stored, [screen])).toEqual({ x: 510, y: 202, width: 900, height: 700 })
  })

  it('fits it into a smaller screen, and moves it wholly inside', () => {
    const stored = { x: 1500, y: 700, width: 2400, height: 1400 }
    expect(placeWindow(stored, [screen])).toEqual({ ...screen })
  })

  it('keeps the least size, but on a screen that is smaller', () => {
    const tiny = { x: 10, y: 40, width: 50, height: 50 }
    expect(placeWindow(tiny, [screen])).toMatchObject(minimum)
    expect(placeWindow(tiny, [{ x: 0, y: 0, width: 500, height: 300 }])).toEqual({
      x: 0,
      y: 0,
      width: 500,
      height: 300,
    })
  })

  it('is always wholly on one screen, of a size that fits', () => {
    const place = fc.integer({ min: -10_000, max: 10_000 })
    const bounds = (least: number) =>
      fc.record({
        x: place,
        y: place,
        width: fc.integer({ min: least, max: 8000 }),
        height: fc.integer({ min: least, max: 8000 }),
      })
    fc.assert(
      fc.property(
        fc.option(bounds(1)),
        bounds(300),
        fc.array(bounds(300), { maxLength: 3 }),
        (stored, main, others) => {
          const areas: [Bounds, ...Bounds[]] = [main, ...others]
          const found = placeWindow(stored, areas)
          const inside = areas.filter(
            (area) =>
              found.x >= area.x &&
              found.y >= area.y &&
              found.x + found.width <= area.x + area.width &&
              found.y + found.height <= area.y + area.height,
          )
          expect(inside.length).toBeGreaterThan(0)
          expect(
            inside.some(
              (area) =>
                found.width >= Math.min(minimum.width, area.width) &&
                found.height >= Math.min(minimum.height, area.height),
            ),
          ).toBe(true)
          // Placed once, it stays.
          expect(placeWindow(found, areas)).toEqual(found)
        },
      ),
    )
  })
})

describe('parseWindowStates', () => {
  it('reads what was written', () => {
    const states = {
      last: 'lab-1',
      menuBar: true,
      windows: new Map([
        [
          'lab-1',
          { bounds: { x: -5, y: 0, width: 900, height: 700 }, maximised: true, fullScreen: false, zoom: 2 },
        ],
        ['constructor', plainState],
      ]),
    }
    expect(parseWindowStates(windowStatesText(states))).toEqual(states)
  })

  it('takes nothing that is not what it should be', () => {
    const content = JSON.stringify({
      last: 7,
      windows: {
        a: { bounds: { x: 'here', y: 0, width: 1, height: 1 }, maximised: 'yes', zoom: 99 },
        b: null,
        c: { bounds: { x: 0, y: 0, width: -1, height: 5 }, zoom: 1e9 },
      },
    })
    const { last, windows } = parseWindowStates(content)
    expect(last).toBe('')
    expect(windows.get('a')).toEqual({ ...plainState, zoom: 6 })
    expect(windows.get('b')).toEqual(plainState)
    expect(windows.get('c')).toEqual(plainState)
  })

  it('answers something usable for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (content) => {
        const all = [...parseWindowStates(content).windows.values()]
        expect(all.every(({ bounds, zoom }) => (bounds?.width ?? 1) > 0 && Number.isInteger(zoom))).toBe(true)
      }),
    )
  })
})
