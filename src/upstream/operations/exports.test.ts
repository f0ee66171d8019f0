import { afterEach, describe, expect, it, vi } from 'vitest'
import one from '../../testing/api-examples/export-get-200.json' with { type: 'json' }
import listed from '../../testing/api-examples/export-list-200.json' with { type: 'json' }
import summary from '../../testing/api-examples/summary-200.json' with { type: 'json' }
import { stubApi } from '../../testing/stub-api.ts'

const SUB = '1f3c0a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6'
const JOB = one.id
const missing = () => Response.json({ status: 404, title: 'Not Found' }, { status: 404 })
const conflict = (details: string) => () => Response.json({ status: 409, title: 'Conflict', details }, { status: 409 })
afterEach(() => {
  vi.useRealTimers()
})

/** The calls that were made, without the token call. */
const paths = (calls: string[]) =>
  calls
    .filter((call) => !call.includes('/login/token'))
    .map((call) => call.replace(`/webhooks/subscriptions/${SUB}`, ''))

describe('the list', () => {
  it('leaves out a job that cannot be read, and is refused where none can', async () => {
    const { upstream } = stubApi(() => Response.json({ _embedded: { exports: [{ state: 'completed' }, one] } }))
    expect((await upstream.listExports(SUB)).map(({ id }) => id)).toEqual([JOB])
    const none = stubApi(() => Response.json({ _embedded: { exports: [{ state: 'completed' }] } }))
    await expect(none.upstream.listExports(SUB)).rejects.toMatchObject({
      problem: { code: 'upstream_broken', differs: expect.stringContaining('/0/id of the export list: absent') },
    })
  })
})

describe('the two paths', () => {
  it('are tried in turn, and the one that works is remembered', async () => {
    const { upstream, calls } = stubApi((request) =>
      request.url.includes('/events/exports') ? Response.json(listed) : missing(),
    )
    expect(await upstream.listExports(SUB)).toHaveLength(1)
    expect(await upstream.listExports(SUB)).toHaveLength(1)
    expect(paths(calls)).toEqual(['GET /exports token-1', 'GET /events/exports token-1', 'GET /events/exports token-1'])
  })

  it('are both asked before something is said not to be there', async () => {
    const { upstream, calls } = stubApi(missing)
    await expect(upstream.getExport(SUB, JOB)).rejects.toMatchObject({ problem: { code: 'not_found' } })
    expect(paths(calls).slice(0, 2)).toEqual([`GET /exports/${JOB} token-1`, `GET /events/exports/${JOB} token-1`])
    await expect(upstream.listExports(SUB)).rejects.toMatchObject({
      problem: { title: 'The API has no exports of this subscription' },
    })
    expect(paths(calls)[2]).toBe('GET /exports token-1')
  })

  it('are told apart by any answer but 404, a refusal too', async () => {
    const { upstream, calls } = stubApi(missing, conflict('Too many active exports'))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { status: 409 } })
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { status: 409 } })
    expect(paths(calls)).toEqual([
      'POST /exports token-1',
      'POST /events/exports token-1',
      'POST /events/exports token-1',
    ])
  })

  it('are 405 where the older API takes the name for an event', async () => {
    const { upstream } = stubApi(
      () => new Response(null, { status: 405 }),
      () => Response.json(one, { status: 201 }),
    )
    expect(await upstream.startExport(SUB)).toMatchObject({ status: 201, id: JOB })
  })

  it('are not both asked when the API fails', async () => {
    const { upstream, calls } = stubApi(() => new Response(null, { status: 500 }))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { code: 'upstream_unavailable' } })
    expect(paths(calls)).toHaveLength(1)
  })
})

describe('starting', () => {
  it.each([
    ['the job', Response.json(one, { status: 201 }), { status: 201, id: JOB, job: { state: 'processing' } }],
    ['its id among other things', Response.json({ id: JOB, more: 1 }), { status: 200, id: JOB }],
    ['its id alone', Response.json(JOB), { status: 200, id: JOB }],
  ])('gives %s', async (_, answer, expected) => {
    expect(await stubApi(() => answer).upstream.startExport(SUB)).toMatchObject(expected)
  })

  it.each([
    ['nothing', new Response(null, { status: 202 })],
    ['no JSON', new Response('started', { status: 200 })],
  ])('is done though the answer holds %s', async (_, answer) => {
    const written = await stubApi(() => answer).upstream.startExport(SUB)
    expect(written).toEqual({ status: answer.status })
  })

  it.each([
    ['Too many active exports', 'too many exports are active', 'Wait a minute or two'],
    ['Only one export can be completed in 24 hours', 'one export of a subscription in 24 hours', 'Download the last'],
    ['Come back later', 'does not start an export now', 'Try again later'],
  ])('refused with “%s” is explained', async (details, title, remedy) => {
    await expect(stubApi(conflict(details)).upstream.startExport(SUB)).rejects.toMatchObject({
      problem: {
        code: 'upstream_refused',
        status: 409,
        title: expect.stringContaining(title),
        remedy: expect.stringContaining(remedy),
        upstreamMessage: details,
      },
    })
  })

  it('refused for its pace says when to come back', async () => {
    const busy = () => new Response(null, { status: 429, headers: { 'retry-after': '90' } })
    await expect(stubApi(busy).upstream.startExport(SUB)).rejects.toMatchObject({
      problem: { code: 'rate_limited', title: 'The API does not start another export yet', retryAfter: 90 },
    })
  })

  it('is asked for once, and its lost answer leaves it unknown', async () => {
    const { upstream, calls } = stubApi(() => Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    await expect(upstream.startExport(SUB)).rejects.toMatchObject({ problem: { code: 'outcome_unknown' } })
    expect(paths(calls)).toHaveLength(1)
  })
})

describe('a file', () => {
  const file = (parts: string[], headers: Record<string, string> = {}) => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = parts.shift()
          if (part === undefined) controller.close()
          else if (part === 'break') controller.error(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
          else controller.enqueue(new TextEncoder().encode(part))
        },
        cancel() {
          cancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    return { answer: new Response(body, { headers }), cancelled: () => cancelled }
  }
  const place = (answer: Response, signal = new AbortController().signal) =>
    stubApi(() => (answer.ok ? answer : answer.clone())).upstream.downloadExport(SUB, JOB, { signal })
  const download = async (...of: Parameters<typeof place>) => {
    const file = await place(...of)
    if ('elsewhere' in file) throw new Error('The API hands it out')
    return file
  }

  it.each([301, 302, 303, 307, 308])('in a file store is told, and not asked for there (%i)', async (status) => {
    const headers = { location: 'https://files.example/export?signature=x' }
    expect(await place(new Response(null, { status, headers }))).toEqual({ elsewhere: headers.location })
  })

  it.each(['http://files.example/export', 'javascript:alert(1)', '/elsewhere', ''])(
    'is not offered at %j',
    async (location) => {
      await expect(place(new Response(null, { status: 302, headers: { location } }))).rejects.toMatchObject({
        problem: { title: expect.stringContaining('points elsewhere') },
      })
    },
  )

  it('is given part by part, however large', async () => {
    const many = Array.from({ length: 50 }, () => 'x'.repeat(10_000))
    const { parts, length } = await download(file(many, { 'content-length': '500000' }).answer)
    let read = 0
    for await (const part of parts) read += part.length
    expect([read, length]).toEqual([500_000, 500_000])
  })

  it('of a length that is not its own has none', async () => {
    const headers = { 'content-length': '500000', 'content-encoding': 'gzip' }
    expect((await download(file(['x'], headers).answer)).length).toBeUndefined()
  })

  it('that breaks off is not at its end', async () => {
    const { parts } = await download(file(['{"id":1}\n', 'break']).answer)
    await parts.next()
    await expect(parts.next()).rejects.toMatchObject({ kind: 'lost' })
  })

  it('is not read on when the reader is gone', async () => {
    const gone = new AbortController()
    const { answer, cancelled } = file(['{"id":1}\n', '{"id":2}\n'])
    const { parts } = await download(answer, gone.signal)
    await parts.next()
    gone.abort()
    await expect(parts.next()).rejects.toMatchObject({ kind: 'cancelled' })
    expect(cancelled()).toBe(true)
  })

  it('may take longer than any other answer, but not to begin', async () => {
    vi.useFakeTimers()
    let writer: ReadableStreamDefaultController<Uint8Array> | undefined
    const slow = new ReadableStream<Uint8Array>({
      start(controller) {
        writer = controller
      },
    })
    const { parts } = await download(new Response(slow))
    const first = parts.next()
    await vi.advanceTimersByTimeAsync(25_000)
    writer?.enqueue(new TextEncoder().encode('{}'))
    expect((await first).value).toHaveLength(2)
    await parts.return(undefined)

    const never = stubApi(() => () => new Promise(() => undefined))
    const refused = expect(
      never.upstream.downloadExport(SUB, JOB, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({ problem: { code: 'upstream_timeout' } })
    await vi.advanceTimersByTimeAsync(11_000)
    await refused
  })

  it('is asked for with a new token when the first is refused', async () => {
    const { upstream, calls } = stubApi(
      () => new Response(null, { status: 403 }),
      () => file(['{}\n']).answer,
    )
    const found = await upstream.downloadExport(SUB, JOB, { signal: new AbortController().signal })
    expect('parts' in found && (await found.parts.next()).done).toBe(false)
    expect(paths(calls)).toEqual([`GET /exports/${JOB}/download token-1`, `GET /exports/${JOB}/download token-2`])
  })

  it.each([
    [409, 'not completed yet'],
    [404, 'does not have this export'],
  ])('that is not there (%s) is refused in words', async (status, title) => {
    await expect(download(Response.json({}, { status }))).rejects.toMatchObject({
      problem: { title: expect.stringContaining(title) },
    })
  })
})

it('cancels, whatever the answer says of the job', async () => {
  const { upstream, calls } = stubApi(
    () => Response.json({ ...one, state: 'canceled' }),
    () => new Response(null, { status: 204 }),
    conflict('Export can no longer be canceled'),
  )
  expect(await upstream.cancelExport(SUB, JOB)).toMatchObject({ status: 200, job: { state: 'canceled' } })
  expect(await upstream.cancelExport(SUB, JOB)).toEqual({ status: 204 })
  await expect(upstream.cancelExport(SUB, JOB)).rejects.toMatchObject({
    problem: { title: 'This export can no longer be cancelled', remedy: expect.stringContaining('download it') },
  })
  expect(paths(calls)[0]).toBe(`DELETE /exports/${JOB} token-1`)
})

it('reads the summary, which older APIs do not have', async () => {
  const { upstream } = stubApi(() => Response.json(summary), missing)
  expect(await upstream.getSummary(SUB)).toMatchObject({ exportable: 5 })
  await expect(upstream.getSummary(SUB)).rejects.toMatchObject({
    problem: { code: 'not_found', title: expect.stringContaining('does not offer a summary') },
  })
})

it('sends a test once, and explains why not', async () => {
  const { upstream, calls } = stubApi(
    () => new Response(null, { status: 202 }),
    conflict('Subscription is disabled'),
    () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  )
  expect(await upstream.sendTest(SUB)).toEqual({ status: 202 })
  await expect(upstream.sendTest(SUB)).rejects.toMatchObject({
    problem: { code: 'subscription_off', title: expect.stringContaining('no test notification') },
  })
  await expect(upstream.sendTest(SUB)).rejects.toMatchObject({ problem: { code: 'outcome_unknown' } })
  expect(paths(calls)).toEqual(Array(3).fill('POST /test token-1'))
})

it('takes no path for an id', async () => {
  const { upstream, calls } = stubApi(missing)
  await expect(upstream.getExport(SUB, '../x')).rejects.toMatchObject({ problem: { code: 'invalid_request' } })
  await expect(upstream.getSummary('..')).rejects.toMatchObject({ problem: { code: 'invalid_request' } })
  expect(calls).toEqual([])
})
