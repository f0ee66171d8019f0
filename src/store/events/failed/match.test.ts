import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { EVENT_RETENTION } from '../../../contract/durations.ts'
import { EventQuery } from '../../../contract/event.ts'
import { FailedMatch } from '../../../contract/failed-event.ts'
import { timeOf } from '../../../contract/timestamp.ts'
import { aFailure, CRM, failuresFixture, HOUR, NOON, SHOP, secondsOf } from '../../../testing/failures.ts'
import { describeOnBothEngines } from '../../../testing/postgres-stores.ts'

describeOnBothEngines('the failed events', ({ open }) => {
  const fixture = failuresFixture(open)

  it('are those given up, of all subscriptions of one environment, soonest to be forgotten first', async () => {
    await fixture.put([
      aFailure(3),
      aFailure(1, { subscriptionId: SHOP }),
      aFailure(2),
      aFailure(4, { state: 'success' }),
      aFailure(5, { state: 'awaiting-retry' }),
    ])
    await fixture.index.put('staging', [aFailure(6)])
    expect(await fixture.found()).toEqual([1, 2, 3])
    expect(await fixture.found({ sort: 'failed' })).toEqual([3, 2, 1])
    expect(await fixture.found({ state: 'awaiting-retry' })).toEqual([5])
    expect(await fixture.found({ subscription: SHOP })).toEqual([1])
    expect(await fixture.found({ subscription: randomUUID() })).toEqual([])
  })

  it('are whole', async () => {
    const { claim: _, due: __, ...event } = aFailure(1, { listenerError: 'tls: no', attributes: ['a', 'b'] })
    await fixture.put([{ ...event, claim: null, due: false }])
    expect((await fixture.list()).items).toEqual([event])
  })

  it('are no longer there when they have expired, also where nobody has tidied', async () => {
    await fixture.put([aFailure(0), aFailure(60)])
    fixture.clock.now = NOON + EVENT_RETENTION
    expect(await fixture.found()).toEqual([60])
    fixture.clock.now += 60_000
    expect(await fixture.found()).toEqual([])
  })

  describe('by a match', () => {
    const user = '6b004bc5-179c-45c2-815d-31b06169371d'
    const event = 'AB004bc5'
    beforeEach(() =>
      fixture.put([
        aFailure(1, { cause: 'off', listenerStatus: null, attributes: ['email', 'name.first'], user }),
        aFailure(2, {
          cause: 'timeout',
          listenerStatus: null,
          listenerError: 'Client.Timeout: 100%_ \\',
          attributes: [],
        }),
        aFailure(3, { type: 'entityDeleted', entityType: 'order', application: 'second', subscriptionId: SHOP }),
        aFailure(4, {
          listenerStatus: 500,
          subscriptionId: SHOP,
          eventId: event,
          id: 'cd004bc5-179c-45c2-815d-31b06169371d',
        }),
        aFailure(5, { createdAt: timeOf(NOON - 3 * HOUR), user: null, eventId: null, type: null, application: null }),
        aFailure(6, { state: 'success', user }),
      ]),
    )
    const at = (seconds: number) => new Date(NOON + seconds * 1_000).toISOString()

    it.each<[Record<string, unknown>, number[]]>([
      [{ type: 'entityDeleted' }, [3]],
      [{ entityType: 'order' }, [3]],
      [{ application: 'second' }, [3]],
      [{ application: 'app', entityType: 'order' }, []],
      [{ attribute: 'name.first' }, [1]],
      [{ attribute: 'name' }, []],
      [{ attribute: 'email', subscription: SHOP }, [3, 4]],
      [{ user: '6b004bc5' }, [1]],
      [{ user: 'b004bc5' }, []],
      [{ cause: 'off' }, [1]],
      [{ cause: 'server-error' }, [3, 4, 5]],
      [{ cause: 'server-error', status: 500 }, [4]],
      [{ status: 503 }, [3, 5]],
      [{ subscription: SHOP }, [3, 4]],
      [{ subscription: SHOP, cause: 'off' }, []],
      [{ text: user }, [1]],
      [{ text: user.toUpperCase() }, [1]],
      [{ text: 'cd004bc5-179c' }, [4]],
      [{ text: 'b06169371' }, [1, 4]],
      [{ text: '004BC5' }, [1, 4]],
      [{ text: 'client.timeout' }, [2]],
      [{ text: '100%' }, [2]],
      [{ text: '10%' }, []],
      [{ text: '_ \\' }, [2]],
      [{ text: "' or 1=1 --" }, []],
      [{ from: at(3) }, [3, 4, 5]],
      [{ to: at(3) }, [1, 2]],
      [{ from: at(2), to: at(5), cause: 'server-error' }, [3, 4]],
      [{ from: '2026-11-21T13:00:04.5+01:00' }, [5]],
    ])('%o', async (query, expected) => {
      expect(await fixture.found(query)).toEqual(expected)
      expect(await fixture.found({ ...query, sort: 'failed' })).toEqual(expected.toReversed())
      expect(await fixture.index.failedSummary('production', FailedMatch.parse(query))).toMatchObject({
        total: expected.length,
      })
    })

    it('means the same in the list of one subscription', async () => {
      const events = async (query: Record<string, unknown>) => {
        const { items, total } = await fixture.index.page('production', CRM, EventQuery.parse(query))
        return [secondsOf(items), total]
      }
      expect(await events({ text: 'client.timeout' })).toEqual([[2], 1])
      expect(await events({ text: user })).toEqual([[6, 1], 2])
      expect(await events({ status: 503, state: 'failure' })).toEqual([[5], 1])
      expect(await events({ application: 'app', entityType: 'user' })).toEqual([[6, 2, 1], 3])
      // The one that failed at 5 was recorded long before.
      expect(await events({ from: at(2) })).toEqual([[6, 2, 5], 3])
      expect(await events({ to: at(2) })).toEqual([[1], 1])
    })

    it('of what expires soon', async () => {
      fixture.clock.now = NOON + EVENT_RETENTION - 24 * HOUR + 2_000
      expect(await fixture.found({ expiresWithin: 24 })).toEqual([1, 2])
      expect(await fixture.found({ expiresWithin: 23 })).toEqual([])
      const { total } = await fixture.index.page(
        'production',
        CRM,
        EventQuery.parse({ expiresWithin: 24, state: 'failure' }),
      )
      expect(total).toBe(2)
    })

    it('of what is still being tried: times of failing are those of the last attempt', async () => {
      const state = 'awaiting-retry'
      await fixture.put([
        aFailure(20, { state, createdAt: timeOf(NOON + 7_000), expiresAt: timeOf(NOON + EVENT_RETENTION + 7_000) }),
        aFailure(10, { state, createdAt: timeOf(NOON + 8_000), expiresAt: timeOf(NOON + EVENT_RETENTION + 8_000) }),
      ])
      expect(await fixture.found({ state })).toEqual([20, 10])
      expect(await fixture.found({ state, sort: 'failed' })).toEqual([20, 10])
      expect(await fixture.found({ state, from: at(15) })).toEqual([20])
      expect(await fixture.found({ state, to: at(15), sort: 'failed' })).toEqual([10])
      expect((await fixture.index.failedSummary('production', FailedMatch.parse({ state }))).groups).toMatchObject([
        { count: 2, firstFailedAt: timeOf(NOON + 10_000), lastFailedAt: timeOf(NOON + 20_000) },
      ])
    })
  })
})
