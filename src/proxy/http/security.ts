import { randomBytes } from 'node:crypto'

/** Returns a fresh value for one page's `<style>` elements: 128 random bits (CSP level 3). */
export function newNonce(): string {
  return randomBytes(16).toString('base64url')
}

const policy = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** The address to which browsers report what the policy of a page stopped. */
export const REPORT_PATH = '/api/csp-report'

/**
 * Returns the policy of a page: it may load the console's own files and nothing else. The component library writes `<style>` elements,
 * which carry the nonce; style attributes are not allowed, React sets styles through the object model.
 */
export function pagePolicy(nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'report-uri': REPORT_PATH,
  })
}

/** The policy of everything that is not a page: nothing in it may load or run anything. */
export const dataPolicy: string = policy({
  'default-src': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
})

const NOT_USED = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]
const YEAR = 365 * 24 * 3600

/** Returns the headers that every answer carries. HSTS only over https: elsewhere it would lock out plain loopback. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': NOT_USED.map((feature) => `${feature}=()`).join(', '),
    ...(isHttps(publicUrl) ? { 'Strict-Transport-Security': `max-age=${YEAR}` } : {}),
  }
}

/**
 * Gives an answer the headers that every answer carries. One without a policy of its own may load nothing, and one without
 * `Cache-Control` is not stored.
 */
export function protect(
  answer: Response,
  { publicUrl, requestId }: { publicUrl: string; requestId: string },
): Response {
  const { headers } = answer
  headers.set('X-Request-Id', requestId)
  for (const [name, value] of Object.entries(securityHeaders(publicUrl))) headers.set(name, value)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', dataPolicy)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  return answer
}

export function isHttps(url: string): boolean {
  return new URL(url).protocol === 'https:'
}

/**
 * Returns why a request does not come from the console's own page, undefined when it does. Browsers name its origin
 * (`Sec-Fetch-Site`, `Origin`); a write also needs a header that no form and no foreign page can send.
 */
export function crossSite(request: Request, publicUrl: string): string | undefined {
  const { headers, method } = request
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const writes = method !== 'GET' && method !== 'HEAD'
  if (site && site !== 'same-origin' && (writes || site !== 'none')) return `Sec-Fetch-Site is ${site}`
  if (origin && origin !== new URL(publicUrl).origin) return 'Origin is another site'
  if (writes && headers.get('x-console') !== '1') return 'The header X-Console is missing'
  return undefined
}
