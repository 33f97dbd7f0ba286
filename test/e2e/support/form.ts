// What people do in a form: fields by their labels, and picking a person.
import type { Locator } from '@playwright/test'

export const field = (dialog: Locator, label: string): Locator => dialog.getByLabel(label, { exact: true })

/** Type into a people picker and take the person from its list. */
export async function pick(dialog: Locator, label: string, username: string): Promise<void> {
  await field(dialog, label).fill(username)
  await dialog
    .page()
    .getByRole('option', { name: new RegExp(username, 'u') })
    .first()
    .click()
}
