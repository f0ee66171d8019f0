import { Hono } from 'hono'
import { z } from 'zod'
import type { Sandbox } from '../sandbox.ts'
import { customerFor } from './company-of.ts'
import { readControl } from './read.ts'

const Revoke = z.strictObject({ customer: z.string().optional() })

/** Counters of everything the sandbox remembers, and the two big levers: revoked tokens and a fresh start. */
export function stateRoutes(sandbox: Sandbox) {
  return new Hono()
    .get('/state', (c) => c.json(countersOf(sandbox)))
    .post('/tokens/revoke', async (c) => {
      const { customer } = await readControl(c, Revoke)
      const before = sandbox.state.tokens.all().length
      sandbox.state.tokens.revoke(customer === undefined ? undefined : customerFor(sandbox, customer).customerId)
      return c.json({ revoked: before - sandbox.state.tokens.all().length })
    })
    .post('/reset', (c) => {
      sandbox.reset()
      return c.json(countersOf(sandbox))
    })
}

const countersOf = ({ state, options }: Sandbox) => ({
  now: new Date(options.clock.now()).toISOString(),
  timeScale: options.timeScale,
  customers: [...state.customers.values()].map(({ name, customerId }) => {
    const subscriptions = state.subscriptions.of(customerId)
    const events = subscriptions.flatMap(({ subscriptionId }) => state.events.of(subscriptionId))
    return {
      name,
      customerId,
      subscriptions: { total: subscriptions.length, enabled: subscriptions.filter(({ enabled }) => enabled).length },
      events: { total: events.length, ...countBy(events.map((event) => event.state)) },
    }
  }),
  tokens: state.tokens.all().length,
  exports: state.exports.size,
  faults: state.faults.all().length,
  listeners: { known: state.listeners.names().length, received: state.listeners.received().length },
})

const countBy = (names: string[]) => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
