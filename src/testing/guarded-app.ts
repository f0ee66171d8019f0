import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Hono } from 'hono'
import { z } from 'zod'
import { createLog } from '../config/log.ts'
import type { JournalEntry } from '../contract/journal.ts'
import type { Role } from '../contract/role.ts'
import { createApp } from '../proxy/http/app.ts'
import { createFullAddress } from '../proxy/http/client-address.ts'
import { apiRoute, streamRoute } from '../proxy/http/guard.ts'
import { createLimit } from '../proxy/http/rate.ts'
import { createRefusedAttempts } from '../proxy/http/refused-attempts.ts'
import type { Env } from '../proxy/http/request.ts'
import { sessionCookies } from '../proxy/http/session-cookies.ts'
import { readStaticFiles, type StaticFiles } from '../proxy/http/static-files.ts'
import { createStoreWatch } from '../proxy/http/store-watch.ts'
import { openStore } from '../store/store.ts'

/** The headers that the console's own page sends with a change at `http://localhost:3000`. */
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

const numbers = (noted: string[]) =>
  streamRoute({
    method: 'GET',
    path: '/api/numbers',
    needs: 'event.redeliver',
    query: z.strictObject({ to: z.coerce.number().int().min(1), fail: z.coerce.number().optional() }),
    async run({ query: { to, fail } }) {
      async function* count() {
        try {
          for (let number = 1; number <= to; number++) {
            if (number === fail) throw new Error('the disk is full')
            noted.push(`read ${number}`)
            yield `${number} ${' '.repeat(100_000)}\n`
          }
        } finally {
          noted.push('ended')
        }
      }
      return { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: count() }
    },
    onBreak: (error) => noted.push(`broke: ${String(error)}`),
  })

export interface GuardedApp {
  app: Hono<Env>
  /** The calls that `/api/numbers` got. */
  noted: string[]
  /** Every line logged, parsed. */
  lines: Record<string, unknown>[]
  /** Asks the console at `home` for a path. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** A session in a role, as the header that carries it. */
  as(role: Role): Promise<{ cookie: string }>
  /** The entries of the journal, newest first. */
  journal(): Promise<JournalEntry[]>
  close(): Promise<void>
}

/** Creates the HTTP frame around four routes that need no upstream; `page` builds a small interface with it. */
export async function createGuardedApp({
  home = 'http://localhost:3000',
  page = true,
  points = 1000,
} = {}): Promise<GuardedApp> {
  const store = await openStore({ sqlite: ':memory:' })
  const lines: Record<string, unknown>[] = []
  const noted: string[] = []
  const log = createLog(
    'trace',
    new PassThrough().on('data', (line) => lines.push(JSON.parse(String(line)))),
  )
  const report = (error: unknown) => {
    throw error
  }
  const refused = createRefusedAttempts({ journal: store.journal, now: Date.now, report })
  const app = createApp({
    publicUrl: home,
    refused,
    addressOf: createFullAddress(),
    cookies: sessionCookies(home),
    sessions: store.sessions,
    limit: createLimit({ name: 'test', points, seconds: 60 }, store.counts),
    log,
    guarded: [read, change, broken, numbers(noted)],
    open: [],
    ready: async () => ({
      ready: false,
      checks: { store: 'failed', configuration: 'ok', running: 'ok' },
      problems: [],
    }),
    environments: [{ id: 'prod' }],
    storeWatch: createStoreWatch(store, log),
    staticFiles: page ? await smallInterface() : undefined,
  })
  return {
    app,
    noted,
    lines,
    ask: async (path, init) => app.request(home + path, init),
    async as(role) {
      const user = { id: `id-of-${role}`, name: 'Nobody', email: 'no@body.example', role }
      return { cookie: `console-session=${await store.sessions.create(user)}` }
    },
    async journal() {
      await refused.stop()
      return (await store.journal.page({ size: 100 })).items
    },
    async close() {
      await refused.stop()
      await store.close()
    },
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
