import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadingProgress, resumeProgress, unreadableIn } from './progress.ts'

const at = (id: string) => ({ id, at: `2026-11-21T12:00:0${id}.000000Z` })
const anyPosition = fc.constantFrom('1', '2', '3').map(at)
const anyOrder = fc.constantFrom('oldest-first' as const, 'newest-first' as const)

const steps: Record<string, fc.Arbitrary<(progress: ReadingProgress) => void>> = {
  startOver: fc.option(anyOrder, { nil: undefined }).map((order) => (progress) => progress.startOver(order)),
  assumeOrder: anyOrder.map((order) => (progress) => progress.assumeOrder(order)),
  learnOrder: anyOrder.map((order) => (progress) => progress.learnOrder(order)),
  advanceTo: anyPosition.map((head) => (progress) => progress.advanceTo(head)),
  descendTo: fc.tuple(anyPosition, anyPosition).map(
    ([last, top]) =>
      (progress) =>
        progress.descendTo(last, top),
  ),
  closeGap: anyPosition.map((top) => (progress) => progress.closeGap(top)),
  sweep: fc.tuple(fc.nat(9), fc.option(anyPosition)).map(([fresh, last]) => (progress) => {
    progress.sweptPage(progress.beginSweep(1), { last, fresh })
  }),
  endSweep: fc.nat().map((now) => (progress) => progress.endSweep(now)),
}
const anySteps = fc.array(fc.oneof(...Object.values(steps)), { maxLength: 12 })
const taking = (taken: ((progress: ReadingProgress) => void)[]) => {
  const progress = resumeProgress(undefined)
  for (const step of taken) step(progress)
  return progress
}

describe('the progress of a reading', () => {
  it('is the same again when it is read from the store, whatever happened', () => {
    fc.assert(
      fc.property(anySteps, (taken) => {
        const { state } = taking(taken)
        expect(resumeProgress(JSON.parse(JSON.stringify(state))).state).toEqual(state)
      }),
    )
  })

  it('begins anew from what is none', () => {
    for (const stored of [undefined, null, 7, 'x', {}, { order: 'sideways' }]) {
      expect(resumeProgress(stored).state).toMatchObject({ order: null, head: null, gap: null, sweep: null })
    }
  })

  it('forgets its positions with the order in which they were found', () => {
    fc.assert(
      fc.property(anySteps, anyOrder, (taken, order) => {
        const { state, learnOrder } = taking(taken)
        const { order: known, head, gap, sweep } = structuredClone(state)
        learnOrder(order)
        expect(state).toMatchObject({ order, sweep, ...(order === known ? { head, gap } : { head: null, gap: null }) })
      }),
    )
  })

  it('keeps nothing but the order when it starts over', () => {
    fc.assert(
      fc.property(anySteps, (taken) => {
        const progress = taking(taken)
        const { order, sweptAt } = progress.state
        progress.startOver()
        expect(progress.state).toMatchObject({ order, head: null, gap: null, sweep: null, sweptAt })
      }),
    )
  })

  it('resumes no sweep without an order, and none that was under way when it started over', () => {
    const progress = resumeProgress(undefined)
    const first = progress.beginSweep(1)
    progress.sweptPage(first, { last: at('1'), fresh: 3 })
    expect(progress.beginSweep(2)).toMatchObject({ startedAt: 2, listed: 0 })
    progress.assumeOrder('newest-first')
    const second = progress.beginSweep(3)
    progress.sweptPage(second, { last: at('2'), fresh: 2 })
    expect(progress.beginSweep(4)).toMatchObject({ startedAt: 2, last: at('2'), listed: 2 })
    progress.startOver()
    progress.sweptPage(second, { last: null, fresh: 1 })
    expect([second, progress.state.sweep]).toMatchObject([{ last: at('2'), listed: 3 }, null])
  })

  it('notes an unreadable event once, and no more than it may', () => {
    const progress = resumeProgress(undefined)
    expect([progress.noteUnreadable('a', 'x', 1, 2), progress.noteUnreadable('a', 'x', 5, 2)]).toEqual([true, false])
    expect([progress.noteUnreadable('b', 'y', 2, 2), progress.noteUnreadable('c', 'z', 3, 2)]).toEqual([true, false])
    progress.keepUnreadableSince(3)
    expect(progress.state.unreadable).toEqual({ a: 5 })
    expect(unreadableIn(progress.state)).toEqual({ unreadable: 1, differs: 'z' })
    progress.forgetUnreadable('a')
    expect(unreadableIn(progress.state)).toEqual({ unreadable: 0, differs: undefined })
  })
})
