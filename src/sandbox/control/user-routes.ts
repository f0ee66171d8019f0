import { Hono } from 'hono'
import { z } from 'zod'
import { EVENT_TYPES } from '../../contract/upstream/subscription.ts'
import { microsOf } from '../base/time.ts'
import type { Occurrence } from '../delivery/happen.ts'
import type { Sandbox } from '../sandbox.ts'
import { applicationsOf } from '../seed/company.ts'
import { createOccurrences, type PastOccurrence } from '../seed/occurrences.ts'
import { createRandom } from '../seed/random.ts'
import type { EventRecord } from '../state/event-store.ts'
import { customerFor, placeFor } from './company-of.ts'
import { readControl } from './read.ts'

const Somebody = z.strictObject({
  customer: z.string().optional(),
  application: z.string().min(1).optional(),
  client: z.string().min(1).optional(),
  entityType: z.string().min(1).exactOptional(),
  sub: z.guid().exactOptional(),
})
const Changed = Somebody.extend({ attributes: z.array(z.string().min(1)).min(1) })
const Burst = z.strictObject({
  customer: z.string().optional(),
  count: z.number().int().min(1).max(5000),
  type: z.enum(EVENT_TYPES).optional(),
  attributes: z.array(z.string().min(1)).min(1).optional(),
})

/** Makes things happen to users; the answer names the stored events, by subscription. */
export function userRoutes(sandbox: Sandbox) {
  const happen = (type: string, body: z.infer<typeof Somebody> & { attributes?: string[] }) => {
    const { customer: named, application, client, ...rest } = body
    const customer = customerFor(sandbox, named)
    const place = placeFor(sandbox, customer, { application, client })
    return showHappened(sandbox.happen({ customer: customer.customerId, type, ...place, ...rest }))
  }
  let bursts = 0

  return new Hono()
    .post('/created', async (c) => c.json(happen('entityCreated', await readControl(c, Somebody)), 201))
    .post('/updated', async (c) => c.json(happen('entityUpdated', await readControl(c, Changed)), 201))
    .post('/deleted', async (c) => c.json(happen('entityDeleted', await readControl(c, Somebody)), 201))
    .post('/burst', async (c) => {
      const { customer: named, count, type, attributes } = await readControl(c, Burst)
      const { customerId, name } = customerFor(sandbox, named)
      const { seed, clock } = sandbox.options
      const next = createOccurrences(applicationsOf(name, seed), count, createRandom(`${seed}/burst/${bursts++}`))
      const anything = { wants: {}, events: type ? [type] : EVENT_TYPES }
      let stored = 0
      for (let done = 0; done < count; ) {
        const made = next(anything, microsOf(clock.now()))
        if (!made) continue
        done++
        stored += sandbox.happen(occurrenceOf(customerId, made, attributes)).length
      }
      return c.json({ happened: count, stored }, 201)
    })
}

const occurrenceOf = (
  customer: string,
  { type, claim }: PastOccurrence,
  attributes = claim.attributes,
): Occurrence => ({
  customer,
  type,
  application: claim.captureApplicationId,
  client: claim.captureClientId,
  entityType: claim.entityType,
  sub: claim.sub,
  ...(type === 'entityUpdated' && attributes && { attributes }),
})

const showHappened = (events: EventRecord[]) => ({
  happened: 1,
  stored: events.length,
  user: events[0]?.claim.sub ?? null,
  events: events.map(({ id, subscriptionId, state }) => ({ id, subscriptionId, state })),
})
