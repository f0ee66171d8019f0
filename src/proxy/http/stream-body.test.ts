import { describe, expect, it } from 'vitest'
import { type StreamSource, streamBody } from './stream-body.ts'

const opened = (source: StreamSource) => {
  const gone = new AbortController()
  const broken: unknown[] = []
  const stream = streamBody(source, { gone, onBreak: (error) => broken.push(error) })
  return { gone, broken, stream, text: () => new Response(stream).text() }
}

/** Counts aloud, and notes how far it got and that it was told to end. */
const counting = (noted: string[], failAt = Number.POSITIVE_INFINITY) =>
  (async function* () {
    try {
      for (let number = 1; number <= 1_000; number++) {
        if (number === failAt) throw new Error('the disk is full')
        noted.push(`read ${number}`)
        yield `${number}\n`
      }
    } finally {
      noted.push('ended')
    }
  })()

describe('a streamed body', () => {
  it('is all that the source gives, texts and bytes', async () => {
    const source = (async function* () {
      yield 'é'
      yield ''
      yield new Uint8Array([33])
    })()
    expect(await opened(source).text()).toBe('é!')
    expect(await opened(new Blob(['abc']).stream()).text()).toBe('abc')
  })

  it('is read no faster than it is taken', async () => {
    const noted: string[] = []
    const { stream } = opened(counting(noted))
    expect(noted).toEqual([])
    const reader = stream.getReader()
    await reader.read()
    await reader.read()
    expect(noted).toEqual(['read 1', 'read 2'])
  })

  it('ends its source when nobody takes it any more', async () => {
    const noted: string[] = []
    const { stream, gone, broken } = opened(counting(noted))
    const reader = stream.getReader()
    await reader.read()
    await reader.cancel()
    expect([noted, gone.signal.aborted, broken]).toEqual([['read 1', 'ended'], true, []])
  })

  it('wakes a source that waits', async () => {
    const gone = new AbortController()
    const source = (async function* () {
      yield 'first'
      await new Promise((resolve) => gone.signal.addEventListener('abort', resolve))
    })()
    const stream = streamBody(source, { gone, onBreak: () => expect.unreachable() })
    const reader = stream.getReader()
    await reader.read()
    const waiting = reader.read()
    await reader.cancel()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await source.next()).toEqual({ done: true, value: undefined })
  })

  it('fails with its source, and tells why only here', async () => {
    const { broken, text } = opened(counting([], 3))
    await expect(text()).rejects.toThrow('The answer broke off')
    expect(broken).toEqual([new Error('the disk is full')])
  })
})
