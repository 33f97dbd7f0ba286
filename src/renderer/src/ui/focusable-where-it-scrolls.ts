// Lets the keyboard reach text that scrolls and holds no control, so that it can be read to its end.

/** A ref for the scrolling element. */
export function focusableWhereItScrolls(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined
  const update = () => {
    const scrolls =
      element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1
    const hasControl = element.querySelector('input, button, textarea, a, [tabindex]') !== null
    if (scrolls && !hasControl) element.tabIndex = 0
    else element.removeAttribute('tabindex')
  }
  const observer = new ResizeObserver(update)
  observer.observe(element)
  return () => observer.disconnect()
}
