import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'

/** Ends a control request: what is wrong, in words. */
export function refuseControl(
  status: 400 | 403 | 404,
  error: string,
  problems: { name: string; reason: string }[] = [],
) {
  return new HTTPException(status, {
    res: Response.json({ error, ...(problems.length > 0 && { problems }) }, { status }),
  })
}

/** The JSON body of a control request, checked; an absent one counts as `{}`. 400 with every problem by name. */
export async function readControl<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text()
  let json: unknown
  try {
    json = text.trim() ? JSON.parse(text) : {}
  } catch {
    throw refuseControl(400, 'The body is not valid JSON')
  }
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => ({ name: path.join('.') || 'body', reason: message }))
  throw refuseControl(400, 'The body is not valid', problems)
}
