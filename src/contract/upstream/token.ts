import { z } from 'zod'
import { answer, NumberText } from './reading.ts'

/** The one scope of the webhooks calls: full read and write (API 2). */
export const WEBHOOKS_SCOPE = '*:webhooks/**'

export const TokenReply = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  /** Life in seconds. */
  expires_in: z.number().positive(),
  scope: z.string().optional(),
})
export type TokenReply = z.infer<typeof TokenReply>

/** An answer with a token as it is read. */
export const TokenAnswer = answer('a token answer', TokenReply, {
  access_token: { needed: true },
  token_type: { cost: 'Nothing: it is sent as a bearer token, whatever it is called.' },
  expires_in: {
    cost: 'Its life is not known: it is renewed after 5 minutes, and whenever it is refused.',
    also: NumberText,
  },
  scope: { cost: 'Nothing: a missing permission shows when a call is refused.' },
})

/** RFC 6749 section 5.2; not shown in the documentation (API 18 #3). */
export const TokenError = z.looseObject({ error: z.string(), error_description: z.string().optional() })
