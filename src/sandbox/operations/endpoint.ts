import { BlockList, isIP } from 'node:net'
import type { SandboxOptions } from '../base/options.ts'
import { ownListener } from '../state/listeners.ts'

/** Loopback, private, link-local, shared, benchmark, documentation, multicast and reserved addresses (API 13). */
const BLOCKED: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
]
const blocked = new BlockList()
for (const [network, prefix] of BLOCKED) blocked.addSubnet(network, prefix, family(network))

const BLOCKED_NAMES = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/

/**
 * Returns true when the public cannot or must not reach this address. IPv4 addresses mapped into IPv6 count as IPv4.
 */
export function isPrivateAddress(address: string): boolean {
  return blocked.check(address, family(address))
}

/**
 * Returns the reason why an endpoint is not acceptable in a subscription, or undefined (API 13): https only, a public
 * host, a name that resolves to public addresses only. The sandbox's own listeners need no resolving.
 */
export async function endpointProblem(
  endpoint: string,
  { lookup, unresolvedEndpoints }: Pick<SandboxOptions, 'lookup' | 'unresolvedEndpoints'>,
): Promise<string | undefined> {
  const url = URL.parse(endpoint)
  if (url?.protocol !== 'https:') return 'endpoint must be an https URL'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host)) return isPrivateAddress(host) ? 'endpoint must have a public address' : undefined
  if (BLOCKED_NAMES.test(host)) return 'endpoint must have a public host name'
  if (ownListener(host) !== undefined) return undefined
  try {
    const addresses = await lookup(host)
    const open = addresses.length > 0 && addresses.every(({ address }) => !isPrivateAddress(address))
    return open ? undefined : 'endpoint must resolve to public addresses'
  } catch {
    return unresolvedEndpoints === 'accept' ? undefined : 'endpoint host cannot be resolved'
  }
}

function family(address: string) {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}
