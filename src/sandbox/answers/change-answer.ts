import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { type Change, changeJson } from './change-json.ts'

export const PACKINGS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync }

/** The ways in which an answer comes out differently, after the operation did its work. */
export interface AnswerChange {
  /** The answers it is for: the good ones (2xx), or the errors. Default `success`. */
  of?: 'success' | 'error'
  status?: number
  headers?: Record<string, string>
  /** Instead of the body: a text as it is, also an empty one, anything else as JSON. */
  body?: unknown
  /** Changes of the body's JSON, in their order; of a file, in each line. */
  change?: Change[]
  /** The id of an event or a subscription: pointers begin at it, alone and in lists, and nothing else is changed. */
  id?: string
  /** Packs the body, though nobody asked for it. */
  packed?: keyof typeof PACKINGS
}

/** Returns the answer with the changes, the same one where they are not for it. */
export async function changeAnswer(response: Response, wanted: AnswerChange): Promise<Response> {
  const { of = 'success', status = response.status, packed } = wanted
  if (response.ok !== (of === 'success')) return response
  const headers = new Headers(response.headers)
  const body = await bodyOf(response, wanted)
  for (const [name, value] of Object.entries(wanted.headers ?? {})) headers.set(name, value)
  if (body === '' || [204, 205, 304].includes(status)) {
    if (wanted.headers?.['content-type'] === undefined) headers.delete('content-type')
    return new Response(null, { status, headers })
  }
  if (!packed) return new Response(body, { status, headers })
  headers.set('content-encoding', packed)
  return new Response(new Uint8Array(PACKINGS[packed](body)), { status, headers })
}

const bodyOf = async (response: Response, { body, change = [], id }: AnswerChange): Promise<string> => {
  if (body !== undefined) {
    await response.body?.cancel()
    return typeof body === 'string' ? body : JSON.stringify(body)
  }
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  if (change.length === 0 || !type.includes('json')) return text
  const inJson = (json: string) => JSON.stringify(id === undefined ? at(json, change) : atId(json, id, change))
  return type.includes('ndjson') ? text.replaceAll(/.+/g, inJson) : inJson(text)
}

const at = (json: string, change: Change[]): unknown => changeJson(JSON.parse(json), change)

/** Reviver of JSON: changes each object that has the id. */
const atId = (json: string, id: string, change: Change[]): unknown =>
  JSON.parse(json, (_, value: unknown) => (hasId(value, id) ? changeJson(value, change) : value))

const hasId = (value: unknown, id: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([name, held]) => /^(subscriptionI|i)d$/.test(name) && held === id)
