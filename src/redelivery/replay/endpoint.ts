import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import type { ReplayFailure } from '../../contract/run-note.ts'
import { isPublicAddress } from './address.ts'

/** Returns every address of a name, as the system resolves it. */
export type ResolveHost = (hostname: string) => Promise<LookupAddress[]>

/** Thrown before anything is posted; `note` says why. */
export class NotReplayable extends Error {
  override readonly name = 'NotReplayable'
  readonly note: ReplayFailure

  constructor(note: ReplayFailure, options?: ErrorOptions) {
    super(note.code, options)
    this.note = note
  }
}

/** Returns the address that a token may be posted to: https, without a user in it. Throws `NotReplayable`. */
export function replayUrl(endpoint: string): URL {
  const url = URL.parse(endpoint)
  if (!url) throw new NotReplayable({ code: 'endpointUnreadable' })
  if (url.protocol !== 'https:') throw new NotReplayable({ code: 'endpointNotHttps' })
  if (url.username !== '' || url.password !== '') throw new NotReplayable({ code: 'endpointWithUser' })
  return url
}

/** A token in compact form: three parts in base64url, as Identity Cloud makes them. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/
const LONGEST = 2 ** 20

/** Throws `NotReplayable` unless the text is a compact token, because nothing else may be posted. */
export function mustBeToken(token: string): void {
  if (token.length > LONGEST || !COMPACT.test(token)) throw new NotReplayable({ code: 'notToken' })
}

/**
 * Returns a listener's addresses, all of them public, resolved once. The connection has to use these and not resolve
 * again, because the next answer may differ (DNS rebinding). Throws `NotReplayable`.
 */
export async function publicAddresses({ hostname }: URL, resolve: ResolveHost): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolvedAddresses(host, resolve)
  if (addresses.length === 0) throw new NotReplayable({ code: 'hostWithoutAddress', host })
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    throw new NotReplayable({ code: 'hostNotPublic', host })
  return addresses
}

const resolvedAddresses = async (host: string, resolve: ResolveHost): Promise<LookupAddress[]> => {
  try {
    return await resolve(host)
  } catch (error) {
    throw new NotReplayable({ code: 'hostUnresolved', host }, { cause: error })
  }
}
