import { z } from 'zod'
import { WEBHOOKS_SCOPE } from '../../contract/upstream/token.ts'
import type { SandboxOptions } from '../base/options.ts'
import { refuse } from '../base/refusal.ts'
import type { Core } from '../delivery/core.ts'
import type { Engine } from '../delivery/engine.ts'
import type { Customer } from '../state/customers.ts'
import type { EventRecord } from '../state/event-store.ts'
import type { SubscriptionRecord } from '../state/subscription-store.ts'
import { readBody } from './read-body.ts'

/** One call, as an operation sees it. What is looked up by the path is refused with 404 when it is not there. */
export interface Call<Body, Query> extends Engine {
  request: Request
  /** A path parameter by its name. */
  param: (name: string) => string
  query: Query
  body: Body
  /** Epoch milliseconds. */
  now: () => number
  readonly customer: Customer
  readonly subscription: SubscriptionRecord
  readonly event: EventRecord
}

/** An operation of the API, written as its specification. */
export interface Definition<Body, Query> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** One path, or those it has under the chosen options; none when it does not exist there. */
  path: string | ((options: SandboxOptions) => string[])
  /** `token` (the default): a bearer token of the customer in the path, or 403. */
  auth?: 'token' | 'none'
  body?: z.ZodType<Body>
  /** The media type of the body; JSON when left out. */
  contentType?: 'application/json' | 'application/merge-patch+json'
  query?: z.ZodType<Query>
  status: number
  /** The schema of the answer; one that breaks it is a mistake of the sandbox. */
  reply?: z.ZodType
  /** Gives the answer's JSON, nothing for an empty one, or a whole `Response`. Refuses with `refuse()`. */
  run: (call: Call<Body, Query>) => unknown
}

export interface Operation {
  method: string
  paths: (options: SandboxOptions) => string[]
  handle: (engine: Engine, request: Request, params: Record<string, string>) => Promise<Response>
}

/** Checks token, parameters, query and body going in, and the reply going out, around what the operation does. */
export function operation<Body = undefined, Query = undefined>(definition: Definition<Body, Query>): Operation {
  return {
    method: definition.method,
    paths: (options) => (typeof definition.path === 'string' ? [definition.path] : definition.path(options)),
    handle: async (engine, request, params) => {
      const call = callOf(engine, request, params)
      if (definition.auth !== 'none') authorise(engine, request, call.param('customerId'))
      const query = readQuery(definition.query, request)
      if (params.subscriptionId !== undefined) requireSubscription(engine, params) // before the body is read
      const body = definition.body && (await readBody(request, definition.body, definition.contentType))
      const result = await definition.run(Object.assign(call, { query, body }) as Call<Body, Query>)
      return answer(definition, result)
    },
  }
}

/**
 * Lets a request through that bears a live token of this customer with a scope for webhooks. Missing, garbled, expired
 * and foreign tokens all get the 403 of a missing permission (API 1.1, 18 #4).
 */
function authorise({ state }: Core, request: Request, customerId: string): void {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const found = token === undefined ? undefined : state.tokens.find(token)
  if (found?.customerId !== customerId || !['*:**', WEBHOOKS_SCOPE].includes(found.scope)) refuse(403)
}

type Params = Record<string, string>

const callOf = (engine: Engine, request: Request, params: Params): Call<undefined, undefined> => ({
  ...engine,
  request,
  query: undefined,
  body: undefined,
  now: engine.options.clock.now,
  param: (name) => params[name] ?? refuse(404),
  get customer() {
    return engine.state.customers.get(params.customerId ?? '') ?? refuse(404)
  },
  get subscription() {
    return requireSubscription(engine, params)
  },
  get event() {
    const found = engine.state.events.get(params.eventId?.toLowerCase() ?? '')
    return found?.subscriptionId === this.subscription.subscriptionId ? found : refuse(404)
  },
})

const requireSubscription = ({ state }: Engine, { customerId, subscriptionId = '' }: Params): SubscriptionRecord => {
  const found = state.subscriptions.get(subscriptionId.toLowerCase())
  return found && found.customerId === customerId ? found : refuse(404)
}

const readQuery = <Query>(schema: z.ZodType<Query> | undefined, request: Request) => {
  if (!schema) return undefined
  const read = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  return read.success ? read.data : refuse(400, z.prettifyError(read.error))
}

const answer = <Body, Query>({ status, reply, method, path }: Definition<Body, Query>, result: unknown): Response => {
  if (result instanceof Response) return result
  const checked = reply?.safeParse(result)
  if (checked?.error)
    throw new Error(`The reply of ${method} ${String(path)} breaks the contract: ${z.prettifyError(checked.error)}`)
  return result === undefined ? new Response(null, { status }) : Response.json(result, { status })
}
