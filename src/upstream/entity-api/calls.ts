import { z } from 'zod'
import type { EntityApiSetting } from '../../config/config.ts'
import { EntityTypeListReply, EntityTypeReply } from '../../contract/upstream/entity-type.ts'
import { parseJson } from '../answers/parse-json.ts'
import { callUpstream, type UpstreamAnswer } from '../transport/call.ts'
import { UpstreamFault } from '../transport/fault.ts'
import type { Fetch } from '../transport/network-fetch.ts'

/** Why the Entity API did not tell, in words that give nothing away. */
export class NoSchema extends Error {}

/** The two calls of the Entity API that describe entity types (API 15). They throw `NoSchema`. */
export interface EntityCalls {
  types(): Promise<string[]>
  attributes(entityType: string): Promise<EntityTypeReply['schema']['attr_defs']>
}

/** A page waits for it, so it has less time than the API itself, in ms. */
const LIMITS = { time: 5000, bytes: 4 * 2 ** 20 }

/** Other host and other credentials than the webhooks API: an API client, by Basic auth; parameters in a form. */
export const entityCalls = ({ baseUrl, clientId, clientSecret }: EntityApiSetting, fetch: Fetch): EntityCalls => {
  const basic = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')
  const ask = async <Schema extends z.ZodType>(path: string, form: Record<string, string>, reply: Schema) => {
    const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(form).toString()
    const call = { method: 'POST', url: baseUrl + path, headers, body } as const
    const answer = await callUpstream(fetch, call, LIMITS).catch((error: unknown) => {
      throw new NoSchema(error instanceof UpstreamFault ? WHY[error.kind] : 'it could not be asked')
    })
    return readAnswer(answer, reply)
  }
  return {
    types: async () => (await ask('/entityType.list', {}, EntityTypeListReply)).results,
    attributes: async (name) => (await ask('/entityType', { type_name: name }, EntityTypeReply)).schema.attr_defs,
  }
}

const readAnswer = <Schema extends z.ZodType>({ status, text }: UpstreamAnswer, schema: Schema): z.output<Schema> => {
  const json = parseJson(text)
  if (status === 401 || status === 403) throw new NoSchema('it does not accept the credentials of its API client')
  // Its own error code, a plain word; of the rest of the body nothing is repeated.
  const failure = Failure.safeParse(json).data
  if (failure) throw new NoSchema(`it answered ${failure.error ?? 'with an error'}`)
  if (status < 200 || status > 299) throw new NoSchema(`it answered with status ${status}`)
  const reply = schema.safeParse(json)
  if (!reply.success) throw new NoSchema('its answer cannot be read')
  return reply.data
}

const Failure = z.looseObject({
  stat: z.literal('error'),
  error: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
})

const WHY: Record<UpstreamFault['kind'], string> = {
  unsent: 'it cannot be reached',
  untrusted: 'its certificate is not trusted',
  lost: 'the connection broke off',
  timeout: 'it took longer than 5 seconds',
  oversized: 'its answer is larger than the console accepts',
  garbled: 'its answer cannot be read',
  redirect: 'it answered with a redirect, which the console does not follow',
  cancelled: 'it was not waited for',
}
