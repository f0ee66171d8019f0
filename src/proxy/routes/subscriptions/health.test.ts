import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOf } from './health.ts'

const examined = fc.record({
  subscription: fc.record({ enabled: fc.boolean() }),
  stats: fc.record({
    lastAnswer: fc.option(
      fc.record({
        at: fc.constant('2026-11-21T12:00:00Z'),
        delivered: fc.boolean(),
        status: fc.constant(null),
        cause: fc.constant(null),
      }),
    ),
    expiringWithinDay: fc.nat(3),
    failed: fc.nat(3),
  }),
  silent: fc.boolean(),
})

it('counts a subscription that has failed events once: as off, as failing, or as what can be sent again', () => {
  fc.assert(
    fc.property(examined, (one) => {
      const kinds = (['off', 'failing', 'undelivered'] as const).filter((kind) => isOf(kind, one))
      expect(kinds.length).toBeLessThanOrEqual(1)
      if (one.stats.failed > 0) expect(kinds).toHaveLength(1)
    }),
  )
})

it('says of nothing that is off that it fails or is silent', () => {
  fc.assert(
    fc.property(examined, (one) => {
      const off = { ...one, subscription: { enabled: false } }
      expect([isOf('off', off), isOf('failing', off), isOf('silent', off)]).toEqual([true, false, false])
    }),
  )
})
