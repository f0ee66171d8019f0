import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, SocketAddress } from 'node:net'
import { rangeOf } from '../../config/address-range.ts'

/** Returns the address that a request came from; `unknown` where no port was opened. */
export type ClientAddress = (incoming: IncomingMessage | undefined) => string

/**
 * Returns a reader of the address under which requests without a session are counted. An IPv6 address counts by its network
 * (the first 64 bits), for one machine has all of those.
 */
export function createClientAddress(trusted: readonly string[] = []): ClientAddress {
  const addressOf = createFullAddress(trusted)
  return (incoming) => countedAs(addressOf(incoming))
}

/**
 * Returns a reader of the client's whole address: the peer's, or, where the peer is a proxy of `trusted` (addresses and
 * ranges), the last address in `X-Forwarded-For` that is none of them. Each proxy adds its client at the end; what stands
 * before that came from outside and may be made up, so an unreadable list counts as none.
 */
export function createFullAddress(trusted: readonly string[] = []): ClientAddress {
  const proxies = new BlockList()
  for (const { address, prefix, family } of trusted.flatMap((text) => rangeOf(text) ?? []))
    proxies.addSubnet(address, prefix, family)
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

  return (incoming) => {
    const peer = canonicalOf(incoming?.socket.remoteAddress ?? '')
    if (peer === undefined) return 'unknown'
    return isProxy(peer) ? (forwardedFor(incoming?.headers['x-forwarded-for'], isProxy) ?? peer) : peer
  }
}

/** Returns the last address of the list that is no proxy's, or the first when all are; undefined without a sound one. */
const forwardedFor = (header: string | string[] | undefined, isProxy: (address: string) => boolean) => {
  let client: string | undefined
  for (const entry of [header ?? []].flat().join(',').split(',').toReversed()) {
    const address = canonicalOf(withoutPort(entry.trim()))
    if (address === undefined) return undefined
    client = address
    if (!isProxy(address)) return client
  }
  return client
}

/** Returns an entry without the port that some proxies add: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
const withoutPort = (entry: string): string =>
  /^(\d[\d.]*):\d{1,5}$/.exec(entry)?.[1] ?? /^\[([^\]]*)\](?::\d{1,5})?$/.exec(entry)?.[1] ?? entry

/** Returns the one spelling of an address, undefined for other text. An IPv4 address in IPv6 form is that IPv4 address. */
const canonicalOf = (text: string): string | undefined => {
  const [bare = ''] = text.split('%')
  const version = isIP(bare)
  if (version === 0) return undefined
  if (version === 4) return bare
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' })
  return /^::ffff:(\d[\d.]*)$/.exec(address)?.[1] ?? address
}

const countedAs = (address: string): string => (address.includes(':') ? network(address) : address)

const network = (address: string): string => {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean).length ?? 0
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after)
  return [...groups, ...Array<string>(zeros).fill('0'), ...(tail?.split(':') ?? [])].slice(0, 4).join(':')
}
