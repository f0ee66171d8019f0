import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { partsOf, SILENCE } from './streamed-body.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const bytes = (text: string) => new TextEncoder().encode(text)

/** An answer that is written by hand, and what was asked of it. */
const fixture = () => {
  const asked = { cancelled: false, ended: false }
  let writer: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        writer = controller
      },
      cancel() {
        asked.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const call = new AbortController()
  const end = () => {
    asked.ended = true
  }
  const parts = partsOf(body, { signal: call.signal, end })
  return { asked, call, parts, write: (text: string) => writer?.enqueue(bytes(text)), writer: () => writer }
}

it('breaks off after a silence, counted only while somebody waits', async () => {
  const { parts, write, asked } = fixture()
  const first = parts.next()
  write('one')
  expect((await first).value).toEqual(bytes('one'))
  await vi.advanceTimersByTimeAsync(10 * SILENCE)
  const second = parts.next()
  await vi.advanceTimersByTimeAsync(SILENCE - 1)
  write('two')
  expect((await second).value).toEqual(bytes('two'))
  const third = expect(parts.next()).rejects.toMatchObject({ name: 'UpstreamFault', kind: 'timeout' })
  await vi.advanceTimersByTimeAsync(SILENCE)
  await third
  expect(asked).toMatchObject({ cancelled: true, ended: true })
})

it('reads nothing that nobody takes', async () => {
  let pulls = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulls += 1
        controller.enqueue(bytes('more'))
      },
    },
    { highWaterMark: 0 },
  )
  const parts = partsOf(body, { signal: new AbortController().signal, end: () => undefined })
  expect(pulls).toBe(0)
  await parts.next()
  await parts.next()
  expect(pulls).toBe(2)
})

it('ends the call when nobody wants more', async () => {
  const { parts, write, asked } = fixture()
  const first = parts.next()
  write('one')
  await first
  await parts.return(undefined)
  expect(asked).toMatchObject({ cancelled: true, ended: true })
})

it('stops waiting when the call is given up', async () => {
  const { parts, call, asked } = fixture()
  const waiting = expect(parts.next()).rejects.toMatchObject({ kind: 'cancelled' })
  call.abort()
  await waiting
  expect(asked).toMatchObject({ cancelled: true, ended: true })
})

it('fails where the answer fails, and says why', async () => {
  const { parts, writer, asked } = fixture()
  const waiting = expect(parts.next()).rejects.toMatchObject({ kind: 'lost', code: 'ECONNRESET' })
  writer()?.error(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  await waiting
  expect(asked.ended).toBe(true)
})

it('is over when the answer is, and leaves the call alone', async () => {
  const { parts, writer, asked } = fixture()
  const waiting = parts.next()
  writer()?.close()
  expect([await waiting, asked.ended]).toEqual([{ done: true, value: undefined }, false])
})

it('is empty without a body', async () => {
  const parts = partsOf(null, { signal: new AbortController().signal, end: () => undefined })
  expect(await parts.next()).toEqual({ done: true, value: undefined })
})
