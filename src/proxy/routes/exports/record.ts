import { decodeJwt } from 'jose'
import { z } from 'zod'
import { Uuid } from '../../../contract/upstream/common.ts'
import { SetClaims } from '../../../contract/upstream/notification.ts'
import { normaliseState } from '../../../sync/decode/state.ts'
import { parseJson } from '../../../upstream/answers/parse-json.ts'
import { unusableLine } from '../../words/unusable-lines.ts'

/** A record of an export file: the event, its token, and what the token says. Only that is signed. */
export interface ExportRecord {
  /** The id that the line gives the event. */
  eventId: string
  /** The id that the token gives the event, null where it gives none. */
  signedId: string | null
  /** The id of the token (`jti`). */
  tokenId: string
  /** The time when the token was issued (`iat`). */
  issuedAt: number
  token: string
  type: string | null
  user: string | null
  /** The endpoint that the token was made for. */
  audience: string
}

/** A record, or the reason why the line is none. */
export type RecordFinding = { record: ExportRecord } | { reason: string }

/** The event object of API 5.2, of which the id and the token are promised (API 10, 18 #29), wherever the token stands. */
const Line = z.looseObject({
  id: Uuid,
  state: z.string().optional(),
  payload: z.string().optional(),
  token: z.string().optional(),
  request: z.looseObject({ payload: z.string().optional() }).optional(),
  _links: z.looseObject({ self: z.looseObject({ href: z.string() }).optional() }).optional(),
})

/** Reads one line of an export file as a failed event of a subscription. The token is decoded, not verified. */
export function recordIn(line: string, subscriptionId: string): RecordFinding {
  const json = parseJson(line)
  if (json === undefined) return { reason: unusableLine.notJson }
  const read = Line.safeParse(json)
  if (!read.success) return { reason: issueOf(read.error) }
  const { id, state, request, payload, token = request?.payload ?? payload, _links } = read.data
  const owner = /\/subscriptions\/+([\da-f-]{36})/i.exec(_links?.self?.href ?? '')?.[1]
  if (owner !== undefined && owner.toLowerCase() !== subscriptionId.toLowerCase())
    return { reason: unusableLine.otherSubscription }
  if (state !== undefined && normaliseState(state) !== 'failure') return { reason: unusableLine.notFailed(state) }
  if (token === undefined) return { reason: unusableLine.noToken }
  const claims = claimsOf(token)
  if (!claims) return { reason: unusableLine.tokenUnreadable }
  const [type = null, claim] = Object.entries(claims.events)[0] ?? []
  return {
    record: {
      eventId: id,
      signedId: claim?.id ?? null,
      tokenId: claims.jti,
      issuedAt: claims.iat,
      token,
      type,
      user: claim?.sub ?? null,
      audience: [claims.aud].flat()[0] ?? '',
    },
  }
}

const issueOf = ({ issues: [issue] }: z.ZodError): string => {
  const name = issue?.path.join('.') ?? ''
  if (name === '') return unusableLine.notObject
  return unusableLine.noMember(name)
}

const claimsOf = (token: string): SetClaims | undefined => {
  try {
    return SetClaims.parse(decodeJwt(token))
  } catch {
    return undefined
  }
}
