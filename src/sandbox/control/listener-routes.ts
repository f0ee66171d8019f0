import { Hono } from 'hono'
import { z } from 'zod'
import { HeaderMap } from '../../contract/upstream/common.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Behaviour } from '../state/listeners.ts'
import { readControl, refuseControl } from './read.ts'

const delay = z.number().int().min(0).max(60_000)
const answered = { headers: HeaderMap.exactOptional(), delay: delay.exactOptional() }

/** A listener's behaviour, as the control API takes it. */
const BehaviourBody = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('accept'),
    status: z.number().int().min(200).max(299).exactOptional(),
    ...answered,
  }),
  z.strictObject({ does: z.literal('status'), status: z.number().int().min(100).max(599), ...answered }),
  z.strictObject({ does: z.enum(['timeout', 'refuse', 'close', 'garbage', 'tls']) }),
  z.strictObject({
    does: z.literal('recover'),
    after: z.number().int().min(0).max(1000),
    status: z.number().int().min(300).max(599).exactOptional(),
  }),
]) satisfies z.ZodType<Behaviour>

const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/

/** The routes that set how the sandbox's own listeners answer and show what they received. */
export function listenerRoutes({ state: { listeners } }: Sandbox) {
  const named = (name: string) => {
    if (!NAME.test(name)) throw refuseControl(400, `${name} cannot be the first part of NAME.listener.example`)
    return name
  }
  const brief = (name: string) => ({
    name,
    url: `https://${name}.listener.example/`,
    behaviour: listeners.behaviourOf(name),
    received: listeners.received(name).length,
  })

  return new Hono()
    .get('/', (c) => c.json({ listeners: listeners.names().map(brief) }))
    .get('/:name', (c) => {
      const name = named(c.req.param('name'))
      return c.json({ ...brief(name), received: listeners.received(name) })
    })
    .put('/:name', async (c) => {
      const name = named(c.req.param('name'))
      listeners.set(name, await readControl(c, BehaviourBody))
      return c.json(brief(name))
    })
}
