import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timeOf } from '../../../contract/timestamp.ts'
import type { SubscriptionRecord } from '../../../sandbox/state/subscription-store.ts'
import { aFailure } from '../../../testing/failures.ts'
import { createProxyFixture, HOME, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const PATH = '/api/environments/production/failed-events.csv'
let fixture: ProxyFixture
let crm: SubscriptionRecord

beforeEach(async () => {
  fixture = await createProxyFixture()
  crm = fixture.subscription({ title: '=HYPERLINK("https://evil.example","Click")' })
})
afterEach(() => fixture.close())

/** Puts failures of the subscription into the index, so many seconds ago. */
const put = (...changes: (Parameters<typeof aFailure>[1] & { ago?: number })[]) =>
  fixture.store.events.put(
    'production',
    changes.map(({ ago = 60, ...change }) => {
      const at = fixture.clock.now() - ago * 1_000
      const times = { createdAt: timeOf(at), updatedAt: timeOf(at), expiresAt: timeOf(at + 7 * 86_400_000) }
      return aFailure(0, { subscriptionId: crm.subscriptionId, ...times, ...change })
    }),
  )
const file = async (query = '') => fixture.as('viewer', 'GET', PATH + query)
const rows = (text: string) => text.trimEnd().split('\r\n')

describe('the file of failed events', () => {
  it('has headings in words, a row for each, and a name', async () => {
    await put({ ago: 120, user: 'someone', attributes: ['a', 'b'] }, { ago: 60 })
    const { body, headers } = await file()
    const [heading, first, ...more] = rows(body)
    expect(heading?.replaceAll('"', '')).toBe(
      'Subscription,Subscription id,Event id,Event type,Entity type,Attributes,User,Application,State,Cause,' +
        'Listener status,Listener error,Attempts,Happened at,Recorded at,Failed at,Expires at,Run',
    )
    expect(first).toContain(',"entityUpdated","user","a; b","someone","app","failure","server-error",503,,6,')
    expect(more).toHaveLength(1)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="failed-events-production-[\d-]+\.csv"/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('holds what was asked for, in the order of the list', async () => {
    await put({ ago: 10, cause: 'off' }, { ago: 30, cause: 'off' }, { ago: 20 })
    const { asOf } = (await fixture.as('viewer', 'GET', PATH.replace('.csv', ''))).body
    await fixture.clock.advance(1_000)
    await put({ ago: 5, cause: 'off' })
    const times = async (query: string) =>
      rows((await file(query)).body)
        .slice(1)
        .map((row) =>
          Math.round((fixture.clock.now() - 1_000 - Date.parse(JSON.parse(row.split(',').at(-3) ?? ''))) / 1_000),
        )
    expect(await times(`?asOf=${asOf}`)).toEqual([30, 20, 10])
    expect(await times(`?asOf=${asOf}&cause=off&sort=failed`)).toEqual([10, 30])
    expect(await times('?cause=off')).toEqual([30, 10, 4])
  })

  it('holds no formula of anybody, and no token', async () => {
    const error = '@SUM(A1:A9)\r\n"quoted", \t'
    await put({ listenerError: error, user: '+1', attributes: ['-2', 'x'], application: '\tx' })
    const { body } = await file()
    const [, row = ''] = body.split('\r\n', 2)
    expect(row.startsWith('"\'=HYPERLINK(""https://evil.example"",""Click"")"')).toBe(true)
    expect(body).toContain(`,"'-2; x","'+1",`)
    expect(body).toContain('"\'@SUM(A1:A9)\r\n""quoted"", \t"')
    expect(body).not.toMatch(/eyJ/)
  })

  it('comes in parts, however long it is', async () => {
    await put(...Array.from({ length: 3_210 }, (_, ago) => ({ ago: ago + 1 })))
    const { body } = await file()
    expect(new Set(rows(body).slice(1)).size).toBe(3_210)
  })

  it('breaks when the store fails midway, and says so in the log', async () => {
    await put(...Array.from({ length: 3_210 }, (_, ago) => ({ ago: ago + 1 })))
    const token = await fixture.store.sessions.create({
      id: 'v',
      name: 'V',
      email: null,
      role: 'viewer',
    })
    const answer = await fixture.proxy.fetch(
      new Request(HOME + PATH, { headers: { cookie: `console-session=${token}` } }),
    )
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.value?.length).toBeGreaterThan(1_000)
    await fixture.store.close()
    await expect(
      (async () => {
        while (!(await reader?.read())?.done);
      })(),
    ).rejects.toThrow('broke off')
    await vi.waitFor(() => expect(fixture.written()).toContain('file of failed events broke off'))
    await fixture.proxy.stop()
    await fixture.sandbox.close()
    fixture = await createProxyFixture()
  })
})
