import { derivedName, derivedUuid } from '../base/ids.ts'
import type { CustomerOption, SandboxOptions } from '../base/options.ts'

/** A customer: who may call, and whose users things happen to. */
export interface Customer {
  /** Short name: `production`. */
  name: string
  customerId: string
  /** The configuration client of the token call (API 2). */
  clientId: string
  clientSecret: string
  /** The API client of the entity calls: other credentials (API 15). */
  apiClientId: string
  apiClientSecret: string
}

/** Characters that a form encodes, and that an encoding too many or too few makes others of. */
const SPECIAL = '+ /=%41&:'

/** A customer with everything derived from the seed that was not given. */
export function customerOf(
  option: CustomerOption,
  { seed, secrets }: Pick<SandboxOptions, 'seed' | 'secrets'>,
): Customer {
  const special = secrets === 'special' ? SPECIAL : ''
  return {
    name: option.name,
    customerId: option.customerId ?? derivedUuid(seed, option.name, 'customer'),
    clientId: option.clientId ?? derivedName(32, seed, option.name, 'client'),
    clientSecret: option.clientSecret ?? `${derivedName(32, seed, option.name, 'secret')}${special}`,
    apiClientId: derivedName(32, seed, option.name, 'api client'),
    apiClientSecret: derivedName(32, seed, option.name, 'api secret'),
  }
}
