// After a form was refused, the first field in error takes the focus.

/** Waits for React to have marked the fields. */
export function focusFirstError(form: HTMLElement | null): void {
  // A file's field is a group with buttons, which cannot be invalid by themselves.
  const fields = '[aria-invalid="true"], [data-file-invalid] button'
  requestAnimationFrame(() => form?.querySelector<HTMLElement>(fields)?.focus())
}
