// One object per page: what a person does there, by the names they and screen readers see.
import { expect, type Locator, type Page } from '@playwright/test'

export class SignInPage {
  constructor(readonly page: Page) {}
  username = (): Locator => this.page.getByRole('textbox', { name: 'Username' })
  password = (): Locator => this.page.getByLabel('Password', { exact: true })
  button = (): Locator => this.page.getByRole('button', { name: 'Sign in', exact: true })
  alert = (): Locator => this.page.getByRole('alert')

  async signIn(username: string, password: string): Promise<void> {
    // The guide has fields of the same names.
    await this.button().waitFor()
    await this.username().fill(username)
    await this.password().fill(password)
    await this.button().click()
  }
}

export type TableName = 'Users' | 'Virtual machines' | 'Bookmarks'
const singular = { Users: 'user', 'Virtual machines': 'virtual machine', Bookmarks: 'bookmark' } as const

export class TablePage {
  constructor(
    readonly page: Page,
    readonly name: TableName,
  ) {}
  grid = (): Locator => this.page.getByRole('grid', { name: this.name })
  search = (): Locator => this.page.getByRole('searchbox')
  header = (name: string): Locator => this.grid().getByRole('columnheader', { name, exact: true })
  row = (text: string | RegExp): Locator => this.grid().getByRole('row').filter({ hasText: text })
  dialog = (): Locator => this.page.getByRole('dialog')

  async open(): Promise<this> {
    await this.page.getByRole('navigation').getByRole('link', { name: this.name }).click()
    await expect(this.grid()).toBeVisible()
    return this
  }

  /** How many rows the table says it has, without the header. */
  async count(): Promise<number> {
    return Number(await this.grid().getAttribute('aria-rowcount')) - 1
  }

  async expectCount(rows: number): Promise<void> {
    await expect(this.grid()).toHaveAttribute('aria-rowcount', String(rows + 1))
  }

  async add(): Promise<Locator> {
    await this.page.getByRole('button', { name: `Add ${singular[this.name]}`, exact: true }).click()
    await expect(this.dialog()).toBeVisible()
    return this.dialog()
  }

  async openRow(text: string | RegExp): Promise<Locator> {
    await this.row(text).dblclick()
    await expect(this.dialog()).toBeVisible()
    return this.dialog()
  }

  async save(): Promise<void> {
    await this.dialog().getByRole('button', { name: 'Save', exact: true }).click()
  }
}
