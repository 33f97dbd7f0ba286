// A feed of updates on this computer: what electron-builder's generic provider would serve, and what goes wrong with it.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Release {
  version: string
  file: { name: string; content: Buffer }
  notes?: string
  /** Announce this in the file's place. */
  sha512?: string
  url?: string
}

/** How the file is answered. `cut`: half of it, then the connection ends; `hang`: half of it, then nothing more. */
export type Manner = 'whole' | 'cut' | 'hang' | 'tampered' | 'missing' | 'redirected'

export interface UpdateFeed {
  readonly url: string
  /** Paths without their queries, in order. */
  readonly asked: string[]
  readonly headers: IncomingMessage['headers'][]
  release: Release | null
  manner: Manner
  /** Answers the description itself. */
  describe: ((response: ServerResponse) => void) | null
  close(): Promise<void>
}

const architecture = process.arch === 'x64' ? '' : `-${process.arch}`
/** What this system's updater asks for. */
export const channelFile = {
  linux: `/latest-linux${architecture}.yml`,
  darwin: '/latest-mac.yml',
  win32: '/latest.yml',
}[process.platform as 'linux' | 'darwin' | 'win32']

export async function startFeed(release: Release | null = null): Promise<UpdateFeed> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    feed.asked.push(path)
    feed.headers.push(request.headers)
    if (path === channelFile) answerDescription(feed, response)
    else if (feed.release && path === `/${feed.release.file.name}`) answerFile(feed, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const feed: UpdateFeed = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: [],
    headers: [],
    release,
    manner: 'whole',
    describe: null,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
    },
  }
  return feed
}

function answerDescription(feed: UpdateFeed, response: ServerResponse): void {
  if (feed.describe) return feed.describe(response)
  if (!feed.release) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'text/yaml' }).end(description(feed.release))
}

/** As electron-builder writes it. JSON is YAML. */
export function description({ version, file, notes, sha512, url }: Release): string {
  const hash = sha512 ?? createHash('sha512').update(file.content).digest('base64')
  return JSON.stringify({
    version,
    files: [{ url: url ?? file.name, sha512: hash, size: file.content.length }],
    path: url ?? file.name,
    sha512: hash,
    ...(notes === undefined ? {} : { releaseNotes: notes }),
    releaseDate: '2026-01-01T00:00:00.000Z',
  })
}

function answerFile({ release, manner }: UpdateFeed, response: ServerResponse): void {
  const content = release?.file.content ?? Buffer.alloc(0)
  const half = content.subarray(0, content.length / 2)
  switch (manner) {
    case 'missing':
      return void response.writeHead(404).end()
    case 'redirected':
      // Reserved for documentation: nothing answers there.
      return void response.writeHead(302, { location: 'http://192.0.2.1/update' }).end()
    case 'cut':
    case 'hang':
      response.writeHead(200, { 'content-length': content.length })
      return void response.write(half, () => {
        if (manner === 'cut') response.destroy()
      })
    case 'tampered': {
      const changed = Buffer.from(content)
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
      response.writeHead(200, { 'content-length': changed.length })
      return void response.end(changed)
    }
    case 'whole':
      response.writeHead(200, { 'content-length': content.length })
      return void response.end(content)
  }
}
