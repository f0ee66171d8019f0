import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Hono } from 'hono'
import { z } from 'zod'
import type { Role } from '../contract/role.ts'
import { apiRoute } from '../proxy/guard.ts'
import { createLog } from '../proxy/log.ts'
import { createApp } from '../proxy/proxy-app.ts'
import { createLimit } from '../proxy/rate.ts'
import type { Env } from '../proxy/request.ts'
import { sessionCookies } from '../proxy/session.ts'
import { readStaticFiles, type StaticFiles } from '../proxy/static-files.ts'
import { openStore } from '../store/store.ts'

/** What the console's own page sends with a change at `http://localhost:3000`. */
export const FROM_PAGE = { 'x-console': '1', origin: 'http://localhost:3000', 'content-type': 'application/json' }

const read = apiRoute({
  method: 'GET',
  path: '/api/things/:id',
  needs: 'subscription.read',
  query: z.strictObject({ size: z.coerce.number().int().max(9).default(5) }),
  reply: z.object({ id: z.string(), size: z.number() }),
  run: async ({ param, query }) => ({ id: param('id'), size: query.size, secret: 'left behind' }),
})
const change = apiRoute({
  method: 'POST',
  path: '/api/things/:id',
  needs: 'subscription.switch',
  body: z.strictObject({ enabled: z.boolean() }),
  reply: z.object({ enabled: z.boolean() }),
  status: 202,
  run: async ({ body }) => body,
})
const broken = apiRoute({
  method: 'GET',
  path: '/api/broken',
  needs: 'journal.read',
  reply: z.object({}),
  run: () => Promise.reject(Object.assign(new Error('the disk is full'), { password: 'hidden' })),
})

export interface GuardedApp {
  app: Hono<Env>
  /** Every line logged, parsed. */
  lines: Record<string, unknown>[]
  /** Asks the console at `home` for a path. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** A session in a role, as the header that carries it. */
  as(role: Role): Promise<{ cookie: string }>
  close(): Promise<void>
}

/** What every request meets, around three routes that need no upstream; `page` builds a small interface with it. */
export const createGuardedApp = async ({
  home = 'http://localhost:3000',
  page = true,
  points = 1000,
} = {}): Promise<GuardedApp> => {
  const store = await openStore({ sqlite: ':memory:' })
  const lines: Record<string, unknown>[] = []
  const app = createApp({
    publicUrl: home,
    cookies: sessionCookies(home),
    sessions: store.sessions,
    limit: createLimit({ points, seconds: 60 }),
    log: createLog(
      'trace',
      new PassThrough().on('data', (line) => lines.push(JSON.parse(String(line)))),
    ),
    guarded: [read, change, broken],
    open: [],
    ready: async () => ({ ready: false, checks: { store: 'failed', configuration: 'ok', running: 'ok' } }),
    staticFiles: page ? await smallInterface() : undefined,
  })
  return {
    app,
    lines,
    ask: async (path, init) => app.request(home + path, init),
    async as(role) {
      const user = { id: `id-of-${role}`, name: 'Nobody', email: 'no@body.example', role, idToken: null }
      return { cookie: `console-session=${await store.sessions.create(user)}` }
    },
    close: () => store.close(),
  }
}

const smallInterface = async (): Promise<StaticFiles> => {
  const folder = await mkdtemp(join(tmpdir(), 'small-interface-'))
  await writeFile(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>')
  await writeFile(join(folder, 'mark.svg'), '<svg/>')
  const files = await readStaticFiles(folder)
  await rm(folder, { recursive: true })
  return files
}
