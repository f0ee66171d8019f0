import { JwkSet } from '../../contract/upstream/keys.ts'
import { KEYS_PER_CUSTOMER, signingKey } from '../delivery/keys.ts'
import { operation } from './operation.ts'

/** The keys that signatures are verified with, for anyone to read (API 12). */
export const publicKeys = operation({
  method: 'GET',
  path: '/:customerId/login/jwk',
  auth: 'none',
  status: 200,
  reply: JwkSet,
  run: ({ customer, options }) => ({
    keys: Array.from(
      { length: KEYS_PER_CUSTOMER },
      (_, place) => signingKey(options.seed, customer.customerId, place).jwk,
    ),
  }),
})
