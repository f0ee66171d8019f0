import { Hono } from 'hono'
import { z } from 'zod'
import { PACKINGS } from '../answers/change-answer.ts'
import { type Change, PLAIN_ACTIONS } from '../answers/change-json.ts'
import { OPERATIONS } from '../operations/all.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Fault } from '../state/faults.ts'
import { readControl, refuseControl } from './read.ts'

const seconds = z.number().min(0).max(86_400)

const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer, like /_embedded/*/enabled')
const status = z.number().int().min(200).max(599)

const ChangeBody = z.discriminatedUnion('action', [
  z.strictObject({ pointer, action: z.enum(PLAIN_ACTIONS) }),
  z.strictObject({ pointer, action: z.literal('value'), value: z.json() }),
  z.strictObject({ pointer, action: z.literal('rename'), name: z.string() }),
  z.strictObject({ pointer, action: z.literal('words'), words: z.record(z.string(), z.string()) }),
]) satisfies z.ZodType<Change>

const FaultBody = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('status'),
    status: z.number().int().min(300).max(599),
    details: z.string().exactOptional(),
    body: z.json().exactOptional(),
  }),
  z.strictObject({ does: z.literal('delay'), milliseconds: z.number().int().min(0).max(120_000) }),
  z.strictObject({ does: z.literal('reset'), when: z.enum(['before', 'after']).exactOptional() }),
  z.strictObject({ does: z.literal('broken-json') }),
  z.strictObject({
    does: z.literal('oversized'),
    bytes: z
      .number()
      .int()
      .min(1)
      .max(2 ** 32)
      .exactOptional(),
  }),
  z.strictObject({
    does: z.literal('answer'),
    of: z.enum(['success', 'error']).exactOptional(),
    status: status.exactOptional(),
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string()).exactOptional(),
    body: z.json().exactOptional(),
    change: z.array(ChangeBody).exactOptional(),
    id: z.guid().exactOptional(),
    packed: z.enum(Object.keys(PACKINGS) as (keyof typeof PACKINGS)[]).exactOptional(),
  }),
  z.strictObject({ does: z.literal('revoke-tokens') }),
  z.strictObject({ does: z.literal('too-many-requests'), retryAfter: seconds.nullable().exactOptional() }),
]) satisfies z.ZodType<Fault>

const RuleBody = z.strictObject({
  operation: z.enum(Object.keys(OPERATIONS)).exactOptional(),
  method: z
    .string()
    .regex(/^[a-z]+$/i, 'must be an HTTP method')
    .exactOptional(),
  path: z.string().min(1).exactOptional(),
  skip: z.number().int().min(0).exactOptional(),
  times: z.number().int().min(1).exactOptional(),
  fault: FaultBody,
})

/** The routes that make calls of the API fail. */
export function faultRoutes({ state: { faults } }: Sandbox) {
  return new Hono()
    .get('/', (c) => c.json({ faults: faults.all() }))
    .post('/', async (c) => c.json(faults.add(await readControl(c, RuleBody)), 201))
    .delete('/', (c) => {
      faults.clear()
      return c.body(null, 204)
    })
    .delete('/:id', (c) => {
      if (!faults.remove(c.req.param('id'))) throw refuseControl(404, `There is no fault ${c.req.param('id')}`)
      return c.body(null, 204)
    })
}
