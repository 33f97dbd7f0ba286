// Whole seconds until a moment, counted down.
import { useEffect, useState } from 'react'

/** Never below 0. `moment` in milliseconds since the epoch. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000))
}

/** Renders again at each full second. */
export function useCountdown(moment: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(moment, Date.now()))
  useEffect(() => {
    const tick = () => setSeconds(secondsUntil(moment, Date.now()))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [moment])
  return seconds
}
