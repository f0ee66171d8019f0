import { z } from 'zod'

/** One published verification key (API 12). */
export const Jwk = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.string().optional(),
  alg: z.string().optional(),
  n: z.string(),
  e: z.string(),
})
export type Jwk = z.infer<typeof Jwk>

/** `GET /{customerId}/login/jwk`, public (API 12). */
export const JwkSet = z.looseObject({ keys: z.array(Jwk) })
export type JwkSet = z.infer<typeof JwkSet>
