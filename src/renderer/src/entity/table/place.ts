// A place in a list as somebody types it: "500,000" or "50%".

/** Index from 0, or null where it is neither a row of the list nor a share of it. */
export function parsePlace(typed: string, total: number): number | null {
  const written = typed.trim().replaceAll(/[,.’'\s](?=\d{3}(\D|$))/gu, '')
  const share = /^(\d{1,3}(?:[.,]\d+)?)\s*%$/u.exec(written)
  if (share?.[1] !== undefined) {
    const part = Number(share[1].replace(',', '.'))
    return part <= 100 && total > 0 ? Math.min(Math.floor((part / 100) * total), total - 1) : null
  }
  if (!/^\d{1,9}$/u.test(written)) return null
  const row = Number(written)
  return row >= 1 && row <= total ? row - 1 : null
}
