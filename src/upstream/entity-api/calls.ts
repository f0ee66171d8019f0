import { z } from 'zod'
import type { EntityApiSetting } from '../../config/config.ts'
import { type AttributeDefinition, readAttributes, readEntityTypes } from '../../contract/upstream/entity-type.ts'
import { parseJson } from '../answers/parse-json.ts'
import { callUpstream, type UpstreamAnswer } from '../transport/call.ts'
import { UpstreamFault } from '../transport/fault.ts'
import type { Fetch } from '../transport/network-fetch.ts'
import { ENTITY_API_WORDS } from './words.ts'

/** The Entity API gave no answer of use. The message says why and holds no secret. */
export class NoSchema extends Error {}

/** The two calls of the Entity API that describe entity types (API 15). They throw `NoSchema`. */
export interface EntityCalls {
  types(): Promise<string[]>
  attributes(entityType: string): Promise<AttributeDefinition[]>
}

/** `time` in ms: a page waits for this call, so it has less than one of the webhooks API. */
const LIMITS = { time: 5000, bytes: 4 * 2 ** 20 }

/** Calls the Entity API: another host than the webhooks API, the Basic credentials of an API client, parameters in a form. */
export function entityCalls({ baseUrl, clientId, clientSecret }: EntityApiSetting, fetch: Fetch): EntityCalls {
  const ask = async <Read>(path: string, form: Record<string, string>, read: (json: unknown) => Read | undefined) => {
    const basic = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(form).toString()
    const call = { method: 'POST', url: baseUrl + path, headers, body } as const
    const answer = await callUpstream(fetch, call, LIMITS).catch((error: unknown) => {
      throw new NoSchema(
        error instanceof UpstreamFault ? ENTITY_API_WORDS.faults[error.kind] : ENTITY_API_WORDS.unasked,
      )
    })
    return readAnswer(answer, read)
  }
  return {
    types: () => ask('/entityType.list', {}, readEntityTypes),
    attributes: (name) => ask('/entityType', { type_name: name }, readAttributes),
  }
}

const readAnswer = <Read>({ status, text }: UpstreamAnswer, read: (json: unknown) => Read | undefined): Read => {
  const json = parseJson(text)
  if (status === 401 || status === 403) throw new NoSchema(ENTITY_API_WORDS.credentials)
  // The error code is a plain word; nothing else of the body is repeated.
  const failure = Failure.safeParse(json).data
  if (failure) throw new NoSchema(ENTITY_API_WORDS.error(failure.error))
  if (status < 200 || status > 299) throw new NoSchema(ENTITY_API_WORDS.status(status))
  const found = read(json)
  if (found === undefined) throw new NoSchema(ENTITY_API_WORDS.unreadable)
  return found
}

const Failure = z.looseObject({
  stat: z.literal('error'),
  error: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
})
