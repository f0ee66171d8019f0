import type { z } from 'zod'
import { refuse, refuseBody, refuseNotJson } from '../base/refusal.ts'

/** More than any body the API could want, in bytes. */
const LIMIT = 1024 * 1024

/** Reads a request's JSON: 415 for another media type, 413 when too long, 400 as in API 1.4 when it is not valid. */
export async function readBody<Body>(
  request: Request,
  schema: z.ZodType<Body>,
  contentType = 'application/json',
): Promise<Body> {
  const [mediaType] = (request.headers.get('content-type') ?? '').split(';')
  if (mediaType?.trim().toLowerCase() !== contentType) refuse(415, `Content-Type must be ${contentType}`)
  const read = schema.safeParse(parse(await readText(request)))
  return read.success ? read.data : refuseBody(...read.error.issues.flatMap(paramsOf))
}

/** The text of a body, cut off with 413 as soon as it is too long. */
export async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > LIMIT) refuse(413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return refuseNotJson()
  }
}

type Issue = z.core.$ZodIssue

const paramsOf = (issue: Issue): { name: string; reason: string }[] => {
  if (issue.path[0] === 'filter') return [{ name: 'filter', reason: 'filter is invalid JSON Schema' }]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ name, reason: `${name} is not known` }))
  const name = issue.path.join('.')
  return [{ name: name || 'body', reason: issue.message }]
}
