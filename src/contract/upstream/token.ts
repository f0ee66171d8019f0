import { z } from 'zod'

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

/** RFC 6749 section 5.2; not shown in the documentation (API 18 #3). */
export const TokenError = z.looseObject({ error: z.string(), error_description: z.string().optional() })
