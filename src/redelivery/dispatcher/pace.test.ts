import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

const MINUTE = 60_000
const call = (took: number, sent = 1_000_000) => ({
  environment: 'production',
  interval: MINUTE,
  sent,
  answered: sent + took,
})

it('counts from the moment of sending: quick answers cost what they take', () => {
  expect(createPace().after(call(40))).toBe(1_000_000 + MINUTE + 41)
})

it('lets slow answers cost no more than a small part of the interval', () => {
  expect(createPace().after(call(9_000))).toBe(1_000_000 + MINUTE + 240 + 1)
})

it('leaves more room where the API found it too soon, within bounds, and less again after a while', () => {
  const pace = createPace()
  const margin = () => pace.after(call(9_000)) - 1_000_000 - MINUTE - 1
  pace.tooSoon('production')
  expect(margin()).toBe(480)
  for (let n = 0; n < 10; n++) pace.tooSoon('production')
  expect(margin()).toBeCloseTo(1020)
  for (let n = 0; n < 300; n++) margin()
  expect(margin()).toBe(240)
})

it('knows one environment from another', () => {
  const pace = createPace()
  pace.tooSoon('staging')
  expect(pace.after(call(9_000))).toBe(1_000_000 + MINUTE + 240 + 1)
})
