import { BlockList, isIP } from 'node:net'

/**
 * IPv4 networks that are not the public internet (IANA's registry of special-purpose addresses): this network, private,
 * shared (CGNAT, where some clouds keep their metadata), loopback, link-local (metadata), protocol assignments,
 * documentation, 6to4 relays, benchmarks, multicast, reserved and broadcast. Azure's own services answer at one address
 * that looks public.
 */
const NOT_PUBLIC_V4: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['168.63.129.16', 32],
]

/**
 * The only public IPv6 addresses are global unicast. All others are not: loopback, IPv4 mapped or translated (NAT64),
 * unique local (metadata), link-local, multicast.
 */
const GLOBAL_UNICAST: [network: string, prefix: number] = ['2000::', 3]
/** The parts of global unicast that are not public: protocol assignments (Teredo among them), documentation, 6to4. */
const NOT_PUBLIC_V6: [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const listOf = (networks: [network: string, prefix: number][], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family)
  return list
}
const notPublicV4 = listOf(NOT_PUBLIC_V4, 'ipv4')
const globalV6 = listOf([GLOBAL_UNICAST], 'ipv6')
const notPublicV6 = listOf(NOT_PUBLIC_V6, 'ipv6')

/**
 * Returns true when an address belongs to the public internet, where a listener has to be (API 13). A text that is no
 * address is not public, nor is an address with a zone or one that carries an IPv4 address inside.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublicV4.check(address, 'ipv4')
  if (isIP(address) !== 6 || address.includes('%')) return false
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6')
}
