import { getEventListeners } from 'node:events'
import { expect, it, vi } from 'vitest'
import { unlessAborted } from './unless-aborted.ts'

const never = () => new Promise<never>(() => {})

it('gives the result, and takes its listener off the signal', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(signal, async () => 'done')).toBe('done')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('throws what the work throws, and takes its listener off the signal', async () => {
  const { signal } = new AbortController()
  await expect(unlessAborted(signal, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('throws the reason as soon as the signal aborts, and takes its listener off', async () => {
  const end = new AbortController()
  const waiting = unlessAborted(end.signal, never)
  end.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  expect(getEventListeners(end.signal, 'abort')).toEqual([])
})

it('does not begin when the signal has aborted before', async () => {
  const work = vi.fn(never)
  await expect(unlessAborted(AbortSignal.abort(new Error('enough')), work)).rejects.toThrow('enough')
  expect(work).not.toHaveBeenCalled()
})
