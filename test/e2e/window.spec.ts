// The window has no power of its own: policy, navigation, permissions, links; and the program's options.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { electronPath, root, temporaryFolder } from './support/console'
import { expect, test } from './support/lab'
import { TablePage } from './support/pages'

test('the page has no Node, cannot navigate, open windows, fetch, or ask for permissions', async ({
  signedIn,
}) => {
  const { page, app } = await signedIn()
  const found = await page.evaluate(async () => {
    const refused = async (what: Promise<unknown>) =>
      what.then(
        () => 'allowed',
        () => 'refused',
      )
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const thrown = (attempt: () => void) => {
      try {
        attempt()
        return 'allowed'
      } catch {
        return 'refused'
      }
    }
    const html = thrown(() => {
      document.createElement('div').innerHTML = '<img src=x onerror="globalThis.hacked = true">'
    })
    const script = thrown(() => {
      document.createElement('script').src = 'https://example.org/x.js'
    })
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(style)
    const result = {
      node: [
        typeof (globalThis as { require?: unknown }).require,
        typeof (globalThis as { process?: unknown }).process,
      ],
      bridge: Object.keys((globalThis as unknown as { vmlab: object }).vmlab).toSorted(),
      hacked: 'hacked' in globalThis,
      html,
      script,
      hidden: getComputedStyle(document.body).display === 'none',
      opened: window.open('https://example.org') === null,
      fetched: await refused(fetch('https://example.org')),
      notified: await Notification.requestPermission(),
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
    }
    location.href = 'https://example.org/'
    return { ...result, violations }
  })
  expect(found).toMatchObject({
    node: ['undefined', 'undefined'],
    bridge: ['call', 'cancel', 'subscribe'],
    hacked: false,
    html: 'refused',
    script: 'refused',
    hidden: false,
    opened: true,
    fetched: 'refused',
    notified: 'denied',
    camera: 'refused',
  })
  expect(found.violations).toContain('style-src-elem')
  expect(page.url()).toBe('app://console/index.html')
  const preferences = await app.evaluate(({ BrowserWindow, webContents }) => [
    BrowserWindow.getAllWindows().length,
    webContents.getAllWebContents().length,
  ])
  expect(preferences).toEqual([1, 1])
})

test('the whole address of a link is shown before the browser gets it, and only http(s)', async ({
  signedIn,
}) => {
  const { page, app } = await signedIn()
  await app.evaluate(({ dialog, shell }) => {
    const seen: unknown[] = []
    Object.assign(globalThis, { seen })
    dialog.showMessageBox = (async (_: unknown, options: { detail: string }) => {
      seen.push(options.detail)
      return { response: 0, checkboxChecked: false }
    }) as unknown as typeof dialog.showMessageBox
    shell.openExternal = async (address: string) => void seen.push(`opened ${address}`)
  })
  const answers = await page.evaluate(async () => {
    const bridge = (
      globalThis as unknown as {
        vmlab: { call(id: string, name: string, input: unknown): Promise<{ ok: boolean }> }
      }
    ).vmlab
    const links = [
      'www.example.org/a',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'vscode://x',
      'https://user@example.org/b',
    ]
    return Promise.all(
      links.map(async (link, index) => (await bridge.call(`l${index}`, 'app.openLink', { link })).ok),
    )
  })
  expect(answers).toEqual([true, false, false, false, true])
  const seen = await app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  expect(seen.toSorted()).toEqual([
    'https://user@example.org/b',
    'https://www.example.org/a',
    'opened https://user@example.org/b',
    'opened https://www.example.org/a',
  ])
})

test('a whole journey raises no complaint of the policy', async ({ signedIn }) => {
  const { page, complaints } = await signedIn()
  await (await new TablePage(page, 'Virtual machines').open()).openRow('lab-01')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.press('Escape')
  await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click()
  await expect(page.getByRole('heading', { name: 'Database' }).first()).toBeVisible()
  expect(complaints).toEqual([])
})

test('--help lists the options and starts nothing; an unknown option is a clear error', async () => {
  const run = promisify(execFile)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const userData = temporaryFolder('help')
  const help = await run(electronPath(), [...sandbox, root, '--help', `--user-data-dir=${userData}`])
  for (const option of ['--secrets', '--first-users', '--user-data-dir', '--demo'])
    expect(help.stdout).toContain(option)
  const wrong = await run(electronPath(), [...sandbox, root, '--secrtes=x']).catch(
    (error: { code: number; stderr: string }) => error,
  )
  expect(wrong).toMatchObject({ code: 2 })
  expect(wrong.stderr).toContain('Unknown option --secrtes. Did you mean --secrets?')
})
