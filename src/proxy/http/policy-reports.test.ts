import { PassThrough } from 'node:stream'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createLog } from '../../config/log.ts'
import { policyReports } from './policy-reports.ts'
import { problemResponse } from './problem.ts'
import type { Env } from './request.ts'

const HOME = 'https://console.example'
const console = () => {
  const lines: Record<string, unknown>[] = []
  const log = createLog(
    'trace',
    new PassThrough().on('data', (line) => lines.push(JSON.parse(String(line)))),
  )
  const route = policyReports({ publicUrl: HOME, clientOf: () => 'somebody', log })
  const app = new Hono<Env>()
  app.onError((error, c) => problemResponse(error, c.get('requestId')))
  app.on(route.method, route.path, (c) => route.answer(c))
  const send = async (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify({ 'csp-report': body })
    return (await app.request(`${HOME}/api/csp-report`, { method: 'POST', body: text })).status
  }
  return { send, lines }
}
const REPORT = {
  'document-uri': `${HOME}/production/events?user=ada`,
  'effective-directive': 'script-src-elem',
  'violated-directive': 'script-src',
  'blocked-uri': 'https://user:pass@evil.example/x.js?token=hunter2',
  'source-file': 'chrome-extension://abcdef/inject.js',
  'line-number': 7,
  'script-sample': 'alert(1)',
}

it('writes what was stopped to the log, without queries', async () => {
  const { send, lines } = console()
  expect(await send(REPORT)).toBe(204)
  expect(await send({ ...REPORT, 'blocked-uri': 'eval' })).toBe(204)
  expect(lines).toMatchObject([
    {
      level: 'warn',
      page: '/production/events',
      directive: 'script-src-elem',
      blocked: 'https://evil.example/x.js',
      source: 'chrome-extension://abcdef/inject.js',
      line: 7,
    },
    { blocked: 'eval' },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|ada|alert/)
})

it.each([
  ['no JSON', '{', 400],
  ['no report', '{"csp-report":[]}', 400],
  ['a report of another page', { ...REPORT, 'document-uri': 'https://evil.example/' }, 400],
  ['too much', { ...REPORT, 'script-sample': 'x'.repeat(20_000) }, 413],
])('takes %s for none', async (_, body, status) => {
  const { send, lines } = console()
  expect([await send(body), lines]).toEqual([status, []])
})

it('takes no more from one address than it should', async () => {
  const { send, lines } = console()
  for (let count = 0; count < 20; count++) expect(await send(REPORT)).toBe(204)
  expect([await send(REPORT), lines.length]).toEqual([429, 20])
})
