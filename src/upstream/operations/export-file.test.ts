import { afterEach, describe, expect, it, vi } from 'vitest'
import one from '../../testing/api-examples/export-get-200.json' with { type: 'json' }
import { stubApi } from '../../testing/stub-api.ts'

const SUB = '1f3c0a4e-5b6d-4c7e-8f90-a1b2c3d4e5f6'
const JOB = one.id
afterEach(() => {
  vi.useRealTimers()
})

/** The calls that were made, without the token call. */
const paths = (calls: string[]) =>
  calls
    .filter((call) => !call.includes('/login/token'))
    .map((call) => call.replace(`/webhooks/subscriptions/${SUB}`, ''))

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
