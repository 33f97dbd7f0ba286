// What is refused to every page and session, without a window: the handlers are there, and each says no.
import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { restrictProgram } from '../../../src/main/security'

vi.mock('node:fs', async (original) => ({ ...(await original<object>()), writeFileSync: vi.fn() }))

class FakeSession extends EventEmitter {
  setPermissionRequestHandler = vi.fn()
  setPermissionCheckHandler = vi.fn()
  setDevicePermissionHandler = vi.fn()
  setProxy = vi.fn(async () => undefined)
  webRequest = { onBeforeRequest: vi.fn() }
}

class FakeContents extends EventEmitter {
  session = new FakeSession()
  setWindowOpenHandler = vi.fn()
  setWebRTCIPHandlingPolicy = vi.fn()
  closeDevTools = vi.fn()
}

function setUp(options: { isPackaged?: boolean; switches?: string[] } = {}) {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: options.isPackaged ?? true,
    enableSandbox: vi.fn(),
    commandLine: {
      hasSwitch: (name: string) => options.switches?.includes(name) ?? false,
      appendSwitch: vi.fn(),
    },
  })
  restrictProgram(app as unknown as App)
  const contents = new FakeContents()
  app.emit('session-created', contents.session)
  app.emit('web-contents-created', {}, contents)
  return { app, contents, session: contents.session }
}

describe('every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    'is refused %s',
    (name) => {
      const event = { preventDefault: vi.fn() }
      setUp().contents.emit(name, event)
      expect(event.preventDefault).toHaveBeenCalled()
    },
  )

  it('opens no window, talks to no peer by UDP, and is given no Bluetooth device', () => {
    const { contents } = setUp()
    const [open] = contents.setWindowOpenHandler.mock.calls[0] as [(details: object) => unknown]
    expect(open({ url: 'app://console/index.html' })).toEqual({ action: 'deny' })
    expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp')
    const event = { preventDefault: vi.fn() }
    const choose = vi.fn()
    contents.emit('select-bluetooth-device', event, [{ deviceId: 'one' }], choose)
    expect(event.preventDefault).toHaveBeenCalled()
    expect(choose).toHaveBeenCalledWith('')
  })

  it('keeps no developer tools in the packaged program', () => {
    const packaged = setUp().contents
    packaged.emit('devtools-opened')
    expect(packaged.closeDevTools).toHaveBeenCalled()
    const inDevelopment = setUp({ isPackaged: false }).contents
    inDevelopment.emit('devtools-opened')
    expect(inDevelopment.closeDevTools).not.toHaveBeenCalled()
  })

  it('is in a sandbox, but where a developer’s root has none', () => {
    expect(setUp().app.enableSandbox).toHaveBeenCalled()
    expect(setUp({ switches: ['no-sandbox'] }).app.enableSandbox).not.toHaveBeenCalled()
  })
})

describe('every session', () => {
  it('grants no permission and no device, and downloads nothing, with a page or without', () => {
    const { app } = setUp()
    const session = new FakeSession()
    app.emit('session-created', session)
    const [request] = session.setPermissionRequestHandler.mock.calls[0] as [
      (page: object, permission: string, answer: (granted: boolean) => void) => void,
    ]
    const answer = vi.fn()
    request({}, 'clipboard-read', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect((session.setPermissionCheckHandler.mock.calls[0] as [() => boolean])[0]()).toBe(false)
    expect((session.setDevicePermissionHandler.mock.calls[0] as [() => boolean])[0]()).toBe(false)
    const event = { preventDefault: vi.fn() }
    session.emit('will-download', event)
    expect(event.preventDefault).toHaveBeenCalled()
    // One of the program's own may fetch.
    expect(session.webRequest.onBeforeRequest).not.toHaveBeenCalled()
  })

  it.each([
    ['app://console/index.html', false],
    ['app://console/assets/a.js', false],
    ['app://console.example.org/', true],
    ['app://elsewhere/index.html', true],
    ['https://example.org/', true],
    ['http://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['ws://example.org/', true],
    ['chrome://gpu', true],
    ['', true],
  ])('of a page: is %s cancelled? %s', (url, cancel) => {
    const { session } = setUp()
    const [listener] = session.webRequest.onBeforeRequest.mock.calls[0] as [
      (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ]
    const answer = vi.fn()
    listener({ url }, answer)
    expect(answer).toHaveBeenCalledWith({ cancel })
  })

  it('of a page sends by a proxy that is nowhere what is no request', () => {
    const { session } = setUp()
    expect(session.setProxy).toHaveBeenCalledWith({
      proxyRules: 'socks5://127.0.0.1:1',
      proxyBypassRules: '<-loopback>',
    })
    expect(session.listenerCount('will-download')).toBe(1)
  })
})
