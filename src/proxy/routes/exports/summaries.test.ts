import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refusalOf } from '../../../upstream/answers/refusal.ts'
import { createSummaries } from './summaries.ts'

const SUMMARY = { updatedAt: '2026-11-22T00:00:00Z', failed: 2, exportable: 1 }
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Summaries of an API that answers by hand. */
const fixture = () => {
  const asked: PromiseWithResolvers<Partial<typeof SUMMARY>>[] = []
  const getSummary = () => {
    const answer = Promise.withResolvers<Partial<typeof SUMMARY>>()
    asked.push(answer)
    return answer.promise
  }
  const summaries = createSummaries(Date.now)
  return { asked, read: (id = 'one') => summaries({ id: 'production', upstream: { getSummary } }, id) }
}

it('asks once for all who look, and again after ten minutes', async () => {
  const { asked, read } = fixture()
  const both = Promise.all([read(), read()])
  asked[0]?.resolve(SUMMARY)
  expect(await both).toEqual(Array(2).fill({ summary: SUMMARY, summaryProblem: null }))
  await vi.advanceTimersByTimeAsync(10 * 60_000 - 1)
  await read()
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  void read()
  expect(asked).toHaveLength(2)
})

it('says so when the figures do not tell what can be exported', async () => {
  const { asked, read } = fixture()
  const finding = read()
  const { exportable: _, ...rest } = SUMMARY
  asked[0]?.resolve(rest)
  expect(await finding).toEqual({
    summary: null,
    summaryProblem: 'The API’s figures do not say how much can be exported',
  })
})

it('asks for each subscription by itself', () => {
  const { asked, read } = fixture()
  void read('one')
  void read('other')
  expect(asked).toHaveLength(2)
})

it('keeps nobody waiting while the API counts, and has the figures for the next look', async () => {
  const { asked, read } = fixture()
  const first = read()
  await vi.advanceTimersByTimeAsync(2500)
  expect(await first).toEqual({ summary: null, summaryProblem: 'The API is still counting; look again in a moment' })
  asked[0]?.resolve(SUMMARY)
  expect(await read()).toMatchObject({ summary: SUMMARY })
  expect(asked).toHaveLength(1)
})

it('says why there are none, and asks again soon', async () => {
  const { asked, read } = fixture()
  const first = read()
  asked[0]?.reject(refusalOf('upstream_timeout'))
  expect(await first).toEqual({ summary: null, summaryProblem: 'The API took longer than 10 seconds' })
  await read()
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(30_000)
  void read()
  expect(asked).toHaveLength(2)
})
