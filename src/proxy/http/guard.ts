import { z } from 'zod'
import { Refusal } from '../../contract/refusal.ts'
import { type Action, denied } from '../../contract/role.ts'
import type { SessionRecord, Sessions } from '../../store/sessions/sessions.ts'
import { refusals } from '../words/refusals.ts'
import { jsonAnswer } from './json-answer.ts'
import { type NotingOptions, noteRefusal } from './note-refusal.ts'
import { fieldsOf } from './problem.ts'
import type { Limit } from './rate.ts'
import type { RequestContext } from './request.ts'
import { BODY_LIMITS, type BodyLimits, bodyChunks, bodyText } from './request-body.ts'
import { crossSite } from './security.ts'
import type { SessionCookies } from './session-cookies.ts'
import { type StreamSource, streamBody } from './stream-body.ts'

/** One checked request to the console's API, with its session and its body read whole. */
export interface ApiRequest<Query = unknown, Body = unknown> {
  requestId: string
  session: SessionRecord
  raw: Request
  query: Query
  body: Body
  /** The body as it arrives, within the route's limits, for a route without a schema of it. */
  chunks: AsyncIterable<Uint8Array>
  /** A part of the path by its name in the pattern, decoded, not yet checked. */
  param: (name: string) => string
  /** Adds a header to the answer. */
  setHeader: (name: string, value: string) => void
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * One route of the console's API. `needs` is not optional: without it there is no route. `query` and `body` are strict
 * schemas, an unknown member is refused; `reply` lets nothing out that the contract does not name. With 204 there is none.
 */
export interface RouteSpec<Query extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType> {
  method: Method
  path: `/api/${string}`
  needs: Action
  /** A further action that some bodies need. */
  more?: { needs: Action; when: (body: z.output<Body>) => boolean }
  query?: Query
  /** Names of the query that may stand there several times: their value is a list. */
  lists?: readonly string[]
  body?: Body
  /** The limits of the body, where they are not the usual ones. */
  limits?: BodyLimits
  reply: Reply
  status?: 200 | 201 | 202 | 204
  run(request: ApiRequest<z.output<Query>, z.output<Body>>): Promise<z.input<Reply>>
}

/** A route made by `apiRoute` or `streamRoute`; nothing else can be mounted under `/api`. */
export interface ApiRoute {
  readonly method: Method
  readonly path: `/api/${string}`
  readonly needs: Action
  /** The further action that some bodies need. */
  readonly needsMore: Action | undefined
  answer(c: RequestContext, session: SessionRecord): Promise<Response>
}

const Nothing = z.strictObject({})

export function apiRoute<
  Reply extends z.ZodType,
  Query extends z.ZodType = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(spec: RouteSpec<Query, Body, Reply>): ApiRoute {
  return {
    method: spec.method,
    path: spec.path,
    needs: spec.needs,
    needsMore: spec.more?.needs,
    async answer(c, session) {
      const query = checked(spec.query ?? Nothing, queryOf(c, spec.lists)) as z.output<Query>
      const body = checked(spec.body ?? Nothing, spec.body ? await bodyOf(c, spec.limits) : {}) as z.output<Body>
      const why = spec.more?.when(body) ? denied(session.role, spec.more.needs) : undefined
      if (why) throw refusals.roleMissing(why)
      const reply = await spec.run({ ...requestOf(c, session, spec.limits), query, body })
      const checkedReply = spec.reply.parse(reply)
      return spec.status === 204 ? c.body(null, 204) : jsonAnswer(c, checkedReply, spec.status ?? 200)
    },
  }
}

/** A request that is answered with a stream; `gone` is aborted when its reader leaves. */
export interface StreamRequest<Query = unknown> extends ApiRequest<Query> {
  gone: AbortSignal
}

/**
 * A route that answers with something long, chunk by chunk; nothing is held back or read ahead. A refusal before the first
 * chunk is a problem as everywhere; a later failure breaks the connection and goes to `onBreak`.
 */
export interface StreamSpec<Query extends z.ZodType> {
  method: 'GET'
  path: `/api/${string}`
  needs: Action
  query?: Query
  lists?: readonly string[]
  run(request: StreamRequest<z.output<Query>>): Promise<{ headers: Record<string, string>; body: StreamSource }>
  onBreak(error: unknown, request: StreamRequest<z.output<Query>>): void
}

export function streamRoute<Query extends z.ZodType = typeof Nothing>(spec: StreamSpec<Query>): ApiRoute {
  return {
    method: spec.method,
    path: spec.path,
    needs: spec.needs,
    needsMore: undefined,
    async answer(c, session) {
      const query = checked(spec.query ?? Nothing, queryOf(c, spec.lists)) as z.output<Query>
      const gone = new AbortController()
      const request = { ...requestOf(c, session), query, gone: AbortSignal.any([gone.signal, c.req.raw.signal]) }
      const { headers, body } = await spec.run(request)
      const stream = streamBody(body, { gone, onBreak: (error) => spec.onBreak(error, request) })
      if (c.req.raw.method !== 'HEAD') return c.body(stream, 200, headers)
      await stream.cancel()
      return c.body(null, 200, headers)
    },
  }
}

/** Returns what is known of a request before its query and body are checked. */
const requestOf = (c: RequestContext, session: SessionRecord, limits: BodyLimits = BODY_LIMITS.usual) => ({
  requestId: c.get('requestId'),
  session,
  raw: c.req.raw,
  body: undefined,
  chunks: bodyChunks(c.req.raw, limits),
  param: (name: string) => c.req.param(name) ?? '',
  setHeader: (name: string, value: string) => c.header(name, value),
})

const checked = (schema: z.ZodType, value: unknown): unknown => {
  const result = schema.safeParse(value)
  if (!result.success) throw refusals.invalid(fieldsOf(result.error))
  return result.data
}

/** Returns the query. A doubled name that is no list is refused: two readers could each take a different value. */
const queryOf = (c: RequestContext, lists: readonly string[] = []): Record<string, string | string[]> => {
  const queries = Object.entries(c.req.queries())
  const twice = queries.filter(([name, values]) => values.length > 1 && !lists.includes(name))
  if (twice.length > 0) throw refusals.givenTwice(twice.map(([name]) => name))
  return Object.fromEntries(queries.map(([name, values]) => [name, lists.includes(name) ? values : (values[0] ?? '')]))
}

/** Returns the JSON body; no body at all counts as an empty object. */
const bodyOf = async (c: RequestContext, limits: BodyLimits = BODY_LIMITS.usual): Promise<unknown> => {
  const text = await bodyText(c.req.raw, limits)
  if (text === '') return {}
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw refusals.notJsonType()
  try {
    return JSON.parse(text)
  } catch {
    throw refusals.notJson()
  }
}

export interface GuardOptions extends NotingOptions {
  publicUrl: string
  cookies: SessionCookies
  sessions: Pick<Sessions, 'find'>
  /** Counts the writes of a person. */
  limit: Limit
}

/**
 * The one way to a route of the API, in this order: from the console's own page, signed in, in a role that may, not too
 * often; only then the body is read. What is not mounted through it does not exist.
 */
export function createGuard({ publicUrl, cookies, sessions, limit, ...noting }: GuardOptions) {
  return (route: ApiRoute) => {
    const pass = async (c: RequestContext): Promise<Response> => {
      const foreign = crossSite(c.req.raw, publicUrl)
      if (foreign) throw refusals.crossSite(foreign)
      const token = cookies.read(c)
      const session = token ? await sessions.find(token) : undefined
      if (!session) throw refusals.signedOut()
      c.set('session', session)
      const why = denied(session.role, route.needs)
      if (why) throw refusals.roleMissing(why)
      const wait = route.method === 'GET' ? undefined : await limit(session.user.id)
      if (wait) throw refusals.tooMany(wait)
      return await route.answer(c, session)
    }
    return async (c: RequestContext): Promise<Response> => {
      c.set('route', route.path)
      try {
        return await pass(c)
      } catch (error) {
        if (error instanceof Refusal) noteRefusal(noting, c, route, error)
        throw error
      }
    }
  }
}
