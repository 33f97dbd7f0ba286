// A change to a row as the window sends it.

/** `version` is the row's version the changes were made on, `base` its values then: others' changes are told by them. */
export interface Edit<C> {
  id: number
  version: string
  base: Record<string, unknown>
  changes: C
}

/** The same object without the keys whose value is undefined: those were not changed. */
export function definedOf<T extends object>(values: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
