// How much a request of the window may hold: judged by the preload before it is sent, and by main before it is read.

/** Bytes as they are estimated here: two for a UTF-16 unit, eight for any other value or place of a list. */
const maxBytes = 8 * 1024 * 1024
/** Objects and lists within one another. Forms, queries and preferences need seven at most. */
const maxDepth = 32

/**
 * Whether a value is plain data of an acceptable size: text, numbers, flags, null and undefined in plain objects and
 * lists. Everything else that can be cloned into another process (maps, dates, buffers, big integers, cycles, a list
 * of four thousand million holes) is no input of any call, and would cost the schemas more than it costs the sender.
 * Takes 40 ms at most, whatever it is given.
 */
export function isSmallData(value: unknown): boolean {
  let left = maxBytes
  const fits = (item: unknown, depth: number): boolean => {
    left -= 8
    switch (typeof item) {
      case 'string':
        left -= 2 * item.length
        return left >= 0
      case 'number':
      case 'boolean':
      case 'undefined':
        return left >= 0
      case 'object':
        return left >= 0 && (item === null || (depth < maxDepth && partsFit(item, depth + 1)))
      default:
        return false
    }
  }
  const partsFit = (item: object, depth: number): boolean => {
    if (Array.isArray(item)) {
      // Holes are not visited below, but whoever reads the list later goes over them.
      if (item.length * 8 > left) return false
      return item.every((part) => fits(part, depth))
    }
    const prototype: unknown = Object.getPrototypeOf(item)
    if (prototype !== Object.prototype && prototype !== null) return false
    // One that is a property of its own: copying it by assignment would change the copy's prototype.
    if (Object.hasOwn(item, '__proto__')) return false
    for (const key in item) {
      left -= 2 * key.length
      if (left < 0 || !fits((item as Record<string, unknown>)[key], depth)) return false
    }
    return true
  }
  return fits(value, 0)
}
