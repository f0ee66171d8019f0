import { render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newVersion, seeBuild } from './new-version.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  render(<meta name="console-build" content="one" />)
})
afterEach(() => {
  seeBuild('one')
  vi.useRealTimers()
})
const MINUTE = 60_000

it('notices a new version once no process of the own one answers any more', () => {
  const listener = vi.fn()
  const stop = newVersion.subscribe(listener)
  seeBuild('two')
  vi.advanceTimersByTime(MINUTE - 1)
  seeBuild('one')
  seeBuild('two')
  vi.advanceTimersByTime(MINUTE - 1)
  seeBuild('two')
  expect([newVersion.isThere(), listener.mock.calls.length]).toEqual([false, 0])
  vi.advanceTimersByTime(1)
  seeBuild('two')
  seeBuild('two')
  expect([newVersion.isThere(), listener.mock.calls.length]).toEqual([true, 1])
  seeBuild('one')
  expect(newVersion.isThere()).toBe(false)
  stop()
})

it('minds no answer without a build', () => {
  seeBuild(null)
  vi.advanceTimersByTime(2 * MINUTE)
  seeBuild(null)
  expect(newVersion.isThere()).toBe(false)
})
