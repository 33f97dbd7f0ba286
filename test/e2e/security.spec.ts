// What a page that went bad can reach: nothing of the network, no other page, no file, no other frame's rights.
import { createSocket } from 'node:dgram'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { temporaryFolder } from './support/console'
import { expect, test } from './support/lab'

/** Listens on loopback at one port, over TCP and UDP, and notes who comes. */
async function listener() {
  const heard: string[] = []
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined)
    // A connection that Chromium's own tests of the network make says nothing.
    socket.once('data', (data) => {
      heard.push(`tcp ${data.toString('latin1').slice(0, 40)}`)
      socket.destroy()
    })
  })
  await new Promise<void>((resolve) => void tcp.listen(0, '127.0.0.1', resolve))
  const address = tcp.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const udp = createSocket('udp4', () => heard.push('udp'))
  await new Promise<void>((resolve) => void udp.bind(port, '127.0.0.1', resolve))
  const close = () => {
    udp.close()
    tcp.close()
  }
  return { heard, at: `127.0.0.1:${port}`, close }
}

test('no way that a browser knows leads out of the window', async ({ open }) => {
  const folder = temporaryFolder('net-log')
  const log = join(folder, 'net.json')
  const { heard, at: address, close } = await listener()
  const { app, page } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  // Chromium's own record of its network: names looked up, connections tried.
  await app.evaluate(
    ({ session }, file) => session.defaultSession.netLog.startLogging(file, { captureMode: 'everything' }),
    log,
  )
  await page.evaluate(async (at) => {
    const { WebTransport } = globalThis as unknown as {
      WebTransport: new (address: string) => { ready: Promise<void> }
    }
    const anchor = document.createElement('a')
    anchor.href = `http://${at}/anchor`
    anchor.ping = `http://${at}/ping`
    const form = document.createElement('form')
    form.action = `http://${at}/form`
    document.body.append(anchor, form)
    const ways: (() => unknown)[] = [
      () => fetch(`http://${at}/fetch`),
      () => fetch(`http://${at}/opaque`, { mode: 'no-cors', keepalive: true }),
      () => navigator.sendBeacon(`http://${at}/beacon`, 'x'),
      () => new WebSocket(`ws://${at}/socket`),
      () => new EventSource(`http://${at}/events`),
      () => new WebTransport(`https://${at}/`).ready,
      () => new Worker(`http://${at}/worker.js`),
      () => new SharedWorker(`http://${at}/worker.js`),
      () => new Worker(URL.createObjectURL(new Blob([`fetch('http://${at}/blob')`]))),
      () => navigator.serviceWorker.register('/assets/worker.js'),
      () => import(/* @vite-ignore */ `http://${at}/module.js`),
      () => new FontFace('x', `url(http://${at}/font.woff2)`).load(),
      () => window.open(`http://${at}/open`),
      () => form.submit(),
      () => anchor.click(),
      () => Object.assign(anchor, { download: 'x' }).click(),
      () => Object.assign(new Image(), { src: `http://${at}/image.png` }),
      () => Object.assign(new Audio(), { src: `http://${at}/audio.mp3` }),
      ...[`http://${at}/`, 'file:///etc/passwd', 'chrome://gpu', 'data:text/html,x', 'javascript:1'].map(
        (to) => () => (location.href = to),
      ),
    ]
    for (const way of ways) {
      // Refused at once, later, or without a word: what counts is what is heard outside.
      await Promise.race([(async () => way())(), new Promise(requestAnimationFrame)]).catch(() => undefined)
    }
    const elements: [string, Record<string, string>][] = [
      ['link', { rel: 'prefetch', href: `http://${at}/prefetch` }],
      ['link', { rel: 'preload', as: 'image', href: `http://${at}/preload` }],
      ['link', { rel: 'modulepreload', href: `http://${at}/modulepreload` }],
      ['link', { rel: 'preconnect', href: `http://${at}` }],
      ['link', { rel: 'preconnect', href: 'http://canary-connect.localhost' }],
      ['link', { rel: 'dns-prefetch', href: 'http://canary-name.localhost' }],
      ['link', { rel: 'stylesheet', href: `http://${at}/style.css` }],
      ['link', { rel: 'manifest', href: `http://${at}/manifest.json` }],
      ['link', { rel: 'icon', href: `http://${at}/icon.png` }],
      ['meta', { 'http-equiv': 'refresh', content: `0; url=http://${at}/refresh` }],
      ['iframe', { src: `http://${at}/frame` }],
      ['object', { data: `http://${at}/object` }],
      ['embed', { src: `http://${at}/embed` }],
      ['video', { src: `http://${at}/video`, poster: `http://${at}/poster` }],
    ]
    for (const [tag, attributes] of elements) {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) {
        try {
          element.setAttribute(name, value)
        } catch {
          // Trusted Types refuse it.
        }
      }
      document.head.append(element)
    }
    // Ends when every server was tried, and by TCP too: that all else had its time as well.
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: [`stun:${at}`, 'stun:canary-stun.localhost'] },
        {
          urls: [`turn:${at}?transport=udp`, `turn:${at}?transport=tcp`, `turns:${at}?transport=tcp`],
          username: 'u',
          credential: 'c',
        },
      ],
    })
    connection.createDataChannel('x')
    const gathered = new Promise<void>((resolve) => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve()
      })
    })
    await connection.setLocalDescription(await connection.createOffer())
    await gathered
    connection.close()
  }, address)
  await app.evaluate(({ session }) => session.defaultSession.netLog.stopLogging())
  const written = readFileSync(log, 'utf8')
  close()
  rmSync(folder, { recursive: true })
  expect(heard).toEqual([])
  expect(written).toContain('"constants"')
  expect(written).not.toContain('canary-')
  expect(page.url()).toBe('app://console/index.html')
})

test('the one page that it can go to by itself, an empty one, has no sign-in and no more rights', async ({
  signedIn,
}) => {
  const { page } = await signedIn()
  // Electron lets nobody refuse this navigation.
  await page.evaluate(() => void (location.href = 'about:blank'))
  await page.waitForURL('about:blank')
  const left = await page.evaluate(async () => {
    const { vmlab } = globalThis as unknown as {
      vmlab?: { call(id: string, name: string, input: unknown): Promise<{ error?: { code: string } }> }
    }
    const html = () => {
      document.createElement('div').innerHTML = '<p>x</p>'
    }
    let trusted = 'anything'
    try {
      html()
    } catch {
      trusted = 'nothing'
    }
    return {
      rows: vmlab ? (await vmlab.call('a', 'users.list', {})).error?.code : 'no bridge',
      fetched: await fetch('https://127.0.0.1:9/').then(
        () => 'allowed',
        () => 'refused',
      ),
      trusted,
      opened: window.open('about:blank'),
    }
  })
  expect(left).toEqual({ rows: 'forbidden', fetched: 'refused', trusted: 'nothing', opened: null })
})

test('only the window’s own frame and origin are answered, whatever else is made to ask', async ({
  open,
}) => {
  const { app, page } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  // The program's own frames have no bridge: neither an empty one, nor one with the program's own address.
  const frames = await page.evaluate(async () => {
    const answers: string[] = []
    for (const src of ['', 'about:blank', '/index.html']) {
      const frame = document.createElement('iframe')
      frame.src = src
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      document.body.append(frame)
      await loaded
      let bridge: string
      try {
        bridge = typeof (frame.contentWindow as unknown as { vmlab?: unknown }).vmlab
      } catch {
        bridge = 'another origin'
      }
      answers.push(bridge)
      frame.remove()
    }
    return answers
  })
  expect(frames).toEqual(['undefined', 'undefined', 'another origin'])

  // A page with Node's powers stands for a window process in somebody else's hands: it speaks without the preload.
  const codes = await app.evaluate(async ({ BrowserWindow }) => {
    const ask = async (address: string) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
      })
      await window.loadURL(address)
      const code = (await window.webContents.executeJavaScript(`(async () => {
        const { ipcRenderer } = require('electron')
        const answer = await ipcRenderer.invoke('vmlab:call', { id: 'a', name: 'app.info', input: undefined })
        return answer.ok ? 'answered' : answer.error.code
      })()`)) as string
      window.destroy()
      return code
    }
    return {
      own: await ask('app://console/index.html'),
      empty: await ask('about:blank'),
      file: await ask('file:///dev/null').catch(() => 'not loaded'),
    }
  })
  expect(codes).toEqual({ own: 'answered', empty: 'forbidden', file: 'not loaded' })
})

test('every page and session is as restricted as the checklist asks, and its own window the more so', async ({
  open,
}) => {
  const { app, page } = await open()
  await expect(page.getByRole('heading', { name: 'Welcome to VM Lab Console' })).toBeVisible()
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { getLastWebPreferences } = contents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      return getLastWebPreferences.call(contents)
    }),
  )
  expect(preferences).toHaveLength(1)
  const own = preferences[0] ?? {}
  const asked = {
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    enableBlinkFeatures: '',
  }
  const found = Object.fromEntries(Object.keys(asked).map((name) => [name, own[name]]))
  for (const [name, value] of Object.entries(asked)) {
    // What a program leaves out is Electron's default: off.
    expect(found[name] ?? value, name).toBe(value)
  }

  // A window that somebody adds without a thought is restricted too, in a session of its own as well.
  const added = await app.evaluate(async ({ BrowserWindow, session }) => {
    const others = session.fromPartition('others')
    const window = new BrowserWindow({ show: false, webPreferences: { session: others } })
    const { webContents: contents } = window
    const blocked = await contents.loadURL('http://127.0.0.1:9/').then(
      () => 'loaded',
      (error: Error & { code?: string }) => error.code ?? error.message,
    )
    const state = await contents
      .executeJavaScript(`navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`)
      .catch(() => 'denied')
    const opened = (await contents.executeJavaScript(`window.open('about:blank') === null`)) as boolean
    window.destroy()
    return { blocked, state: state as string, opened }
  })
  expect(added).toEqual({ blocked: 'ERR_BLOCKED_BY_CLIENT', state: 'denied', opened: true })
})

test('answers come under the policy and the other headers, and nothing but the window’s files comes', async ({
  open,
}) => {
  const { page } = await open()
  const answers = await page.evaluate(async () => {
    const ask = async (path: string, method = 'GET') => {
      const answer = await fetch(path, { method }).catch(() => null)
      return answer ? answer.status : 'refused'
    }
    const index = await fetch('/index.html')
    return {
      headers: Object.fromEntries(index.headers),
      refused: await Promise.all([
        ask('/%2e%2e/main/index.js'),
        ask('/..%2fmain%2findex.js'),
        ask('/%252e%252e%252fmain%252findex.js'),
        ask('/../../package.json'),
        ask('/index.html%00.js'),
        ask('//etc/passwd'),
        ask('/index.html?x=1'),
        ask('/INDEX.HTML'),
        ask('/index.html', 'POST'),
        ask('app://elsewhere/index.html'),
        ask('file:///etc/passwd'),
        ask('devtools://devtools/bundled/inspector.html'),
      ]),
    }
  })
  expect(answers.headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self';/u),
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
  })
  expect(new Set(answers.refused)).toEqual(new Set([404, 'refused']))
})
