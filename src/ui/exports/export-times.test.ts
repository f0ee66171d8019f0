import { expect, it } from 'vitest'
import type { ExportJob } from '../../contract/export.ts'
import { endedBetween, goneAt, pollEvery, redeliveryTime } from './export-times.ts'

const job = (state: ExportJob['state'], id = 'a'): ExportJob => ({
  id,
  state,
  upstreamState: state,
  createdAt: '2026-11-20T12:00:00Z',
  updatedAt: '2026-11-20T12:00:05Z',
})
const list = (...jobs: ExportJob[]) => ({ jobs, summary: null, summaryProblem: null, blocked: null, caution: null })

it('keeps a file for seven days after its export was started', () => {
  expect(goneAt(job('ready'))).toBe('2026-11-27T12:00:00.000Z')
})

it('looks often only while somebody waits', () => {
  expect(pollEvery(list(job('ready'), job('processing', 'b')))).toBe(2_000)
  expect(pollEvery(list(job('ready')))).toBe(60_000)
  expect(pollEvery(undefined)).toBe(60_000)
})

it('knows which exports ended meanwhile', () => {
  const before = [job('processing'), job('ready', 'b')]
  expect(endedBetween(before, [job('processing'), job('ready', 'b')])).toEqual([])
  expect(endedBetween(before, [job('ready'), job('ready', 'b'), job('ready', 'c')]).map(({ id }) => id)).toEqual(['a'])
  expect(endedBetween(before, [])).toEqual([])
})

it('is one interval for each event', () => {
  expect(redeliveryTime(400, 60)).toEqual({ words: '6 h 40 min', tooLong: false })
  expect(redeliveryTime(400, 1)).toEqual({ words: '6 min 40 s', tooLong: false })
})

it('is too long when the last would be forgotten before its turn', () => {
  expect(redeliveryTime(10_080, 60).tooLong).toBe(false)
  expect(redeliveryTime(10_081, 60).tooLong).toBe(true)
})
