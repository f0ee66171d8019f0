import { z } from 'zod'

/** The parts of a line that are read: subscription, state and token of the event (API 5.2, 18 #29). */
const Line = z.object({
  id: z.string(),
  state: z.string().optional(),
  token: z.string().optional(),
  payload: z.string().optional(),
  request: z.object({ payload: z.string().optional() }).optional(),
  _links: z.object({ self: z.object({ href: z.string() }).optional() }).optional(),
})

const Claims = z.object({
  aud: z.union([z.string(), z.array(z.string())]).catch([]),
  iat: z.number().optional().catch(undefined),
})

/** An event of a file, with its subscription and its token's audience where the line has them. */
export interface LineSight {
  subscription: string | undefined
  audience: readonly string[]
  /** The time when its token was issued, as that has it. */
  issuedAt: number | undefined
}

const TOKEN = /^[\w-]+\.([\w-]+)\.[\w-]+$/
const SUBSCRIPTION = /\/subscriptions\/+([0-9a-f-]{36})/i

/** Reads a line of an export's file; a text says why it cannot be used. The server checks the signature. */
export function readLine(text: string): LineSight | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'is not JSON'
  }
  const line = Line.safeParse(value)
  if (!line.success) return 'is not a stored event'
  const { state, payload, request, token = request?.payload ?? payload, _links } = line.data
  if (state !== undefined && state.toLowerCase() !== 'failure')
    return `is an event in the state “${state.slice(0, 40)}”, not a failed one`
  if (token === undefined) return 'holds no token'
  const [, claims] = TOKEN.exec(token) ?? []
  if (claims === undefined) return 'holds a token that cannot be read'
  return {
    subscription: SUBSCRIPTION.exec(_links?.self?.href ?? '')?.[1]?.toLowerCase(),
    ...sightOf(claims),
  }
}

const sightOf = (payload: string): Pick<LineSight, 'audience' | 'issuedAt'> => {
  try {
    const { aud, iat } = Claims.parse(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))))
    return { audience: [aud].flat(), issuedAt: iat }
  } catch {
    return { audience: [], issuedAt: undefined }
  }
}
