import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minutes, planEvent, planEvents } from '../../testing/plan-arbitraries.ts'
import type { PlanEvent } from './plan-event.ts'
import { supersededOf } from './superseded.ts'

const earlier = planEvent({ id: '1', occurredAt: minutes(-9), attributes: ['email'] })
const later = planEvent({ id: '2', occurredAt: minutes(-8), attributes: ['email', 'givenName'] })
const needless = (...events: PlanEvent[]) => [...supersededOf(events)].map(({ id }) => id).sort()

describe('an update is needless', () => {
  it('when a later one of the same user names its attributes too', () => {
    expect(needless(earlier, later)).toEqual(['1'])
    expect(needless(later, earlier)).toEqual(['1'])
  })

  it('in a chain up to the last', () => {
    const last = planEvent({ id: '3', occurredAt: minutes(-1), attributes: ['givenName', 'email', 'displayName'] })
    expect(needless(earlier, later, last)).toEqual(['1', '2'])
  })

  it('once of two that say the same at the same time', () => {
    expect(needless(earlier, { ...earlier, id: '2' })).toEqual(['1'])
  })
})

describe('an update is needed', () => {
  it.each([
    ['of another user', { user: 'else' }],
    ['of another kind of entity', { entityType: 'device' }],
    ['for another subscription', { subscriptionId: 'other' }],
    ['of another type', { type: 'entityDeleted' }],
    ['that names less', { attributes: ['givenName'] }],
    ['that came before', { occurredAt: minutes(-10) }],
    ['that is forgotten sooner', { expiresAt: minutes(59) }],
  ])('when the other is one %s', (_, changes) => {
    expect(needless(earlier, { ...later, ...changes })).toEqual([])
  })

  it('when it does not say whose it is or what it changed', () => {
    expect(needless({ ...earlier, user: null }, { ...later, user: null })).toEqual([])
    expect(needless({ ...earlier, attributes: [] }, later)).toEqual([])
  })

  it('always by one that stays', () => {
    fc.assert(
      fc.property(planEvents, (events) => {
        const gone = supersededOf(events)
        const stays = events.filter((event) => !gone.has(event))
        for (const event of gone) expect(stays.some((other) => covers(other, event))).toBe(true)
      }),
    )
  })

  it('by itself: what stays makes nothing else of it needless', () => {
    fc.assert(
      fc.property(planEvents, (events) => {
        const gone = supersededOf(events)
        expect(supersededOf(events.filter((event) => !gone.has(event))).size).toBe(0)
      }),
    )
  })
})

const covers = (other: PlanEvent, event: PlanEvent) =>
  other.subscriptionId === event.subscriptionId &&
  other.user === event.user &&
  other.entityType === event.entityType &&
  other.expiresAt >= event.expiresAt &&
  (other.occurredAt ?? other.createdAt) >= (event.occurredAt ?? event.createdAt) &&
  event.attributes.every((name) => other.attributes.includes(name))
