/** Address ranges outside the public internet: [first, prefix length], as numbers. */
const PRIVATE_V4: [range: string, bits: number, what: string][] = [
  ['127.0.0.0', 8, 'is this machine itself (loopback)'],
  ['0.0.0.0', 8, 'is no address that can be called'],
  ['10.0.0.0', 8, 'is a private address'],
  ['172.16.0.0', 12, 'is a private address'],
  ['192.168.0.0', 16, 'is a private address'],
  ['169.254.0.0', 16, 'is a link-local address'],
  ['100.64.0.0', 10, 'is an address behind a carrier’s NAT'],
]

const number4 = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number.parseInt(part, 10), 0)

function problemOf4(address: string): string | undefined {
  const value = number4(address)
  return PRIVATE_V4.find(([first, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(value / size) === Math.floor(number4(first) / size)
  })?.[2]
}

/** `URL` writes IPv6 in its shortest form: `::1`, `fd00::1`, `::ffff:7f00:1`. */
function problemOf6(address: string): string | undefined {
  if (address === '::1') return 'is this machine itself (loopback)'
  if (address === '::') return 'is no address that can be called'
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address) ?? []
  if (high && low) {
    const value = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
    return problemOf4([24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.'))
  }
  if (/^f[cd]/.test(address)) return 'is a private address'
  return /^fe[89ab]/.test(address) ? 'is a link-local address' : undefined
}

function problemOfHost(host: string): string | undefined {
  if (host === 'localhost' || host.endsWith('.localhost')) return 'is this machine itself (loopback)'
  if (host.startsWith('[')) return problemOf6(host.slice(1, -1))
  return /^\d+(\.\d+){3}$/.test(host) ? problemOf4(host) : undefined
}

/**
 * Says why an address cannot be an endpoint; undefined when none of the API's written rules forbids it (API 13). Only
 * the API can judge where a name leads and what is on its block list.
 */
export function endpointProblem(text: string): string | undefined {
  const endpoint = text.trim()
  if (endpoint === '') return 'The address of the listener is missing'
  if (endpoint.length > 2000) return `At most 2,000 characters; these are ${endpoint.length.toLocaleString('en')}`
  const url = URL.parse(endpoint)
  if (!url) return 'This is no web address. It starts with https:// and a host name'
  if (url.protocol === 'http:')
    return 'Only https is accepted, with a certificate of a public authority and TLS 1.2 or later'
  if (url.protocol !== 'https:') return `Only https is accepted, not ${url.protocol.slice(0, -1)}`
  const problem = problemOfHost(url.hostname.replace(/\.$/, ''))
  return (
    problem && `${url.hostname} ${problem}. Identity Cloud calls listeners from the internet: it needs a public host`
  )
}
