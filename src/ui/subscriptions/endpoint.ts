/**
 * An endpoint in two parts: the host, which tells listeners apart, and the rest. `https` goes without saying (API 13).
 */
export function splitEndpoint(endpoint: string): { host: string; rest: string } {
  const url = URL.parse(endpoint)
  if (!url?.host) return { host: endpoint, rest: '' }
  const host = url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`
  const rest = `${url.pathname === '/' ? '' : url.pathname}${url.search}${url.hash}`
  return { host, rest }
}
