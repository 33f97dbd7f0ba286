// After a form was refused, the first field in error takes the focus.

/** Waits for React to have marked the fields. */
export function focusFirstError(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
