import { z } from 'zod'
import { answer } from './reading.ts'

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

/** One key as it is read. */
export const KeyAnswer = answer('a key', Jwk, {
  kty: { needed: true },
  kid: { cost: 'It is tried for tokens that name no key.' },
  use: { cost: 'It counts as a key for signatures.' },
  alg: { cost: 'It counts as a key for RS256.' },
  n: { needed: true },
  e: { needed: true },
})

/** Returns the keys of a set that can be understood, of `{"keys": [...]}`, a bare list or one key; the others are ignored. */
export function readKeys(value: unknown): ReadKey[] {
  const { keys } = z.looseObject({ keys: z.array(z.unknown()) }).safeParse(value).data ?? { keys: [value].flat() }
  return keys.flatMap((key) => KeyAnswer.read(key).data ?? [])
}
export type ReadKey = NonNullable<ReturnType<typeof KeyAnswer.read>['data']>
