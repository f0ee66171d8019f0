import type { HeaderMap } from '../../contract/upstream/common.ts'

const MASK = '[masked]'

/** Masks one value of each header that may hold a credential. */
const MASKED: Record<string, (value: string) => string> = {
  // Keeps the name only: another cookie may follow, when several were joined by a comma.
  'set-cookie': (value) => cookie(value.split(';')[0] ?? ''),
  cookie: (value) => value.split(';').map(cookie).join('; '),
  authorization: () => MASK,
  'proxy-authorization': () => MASK,
}

const cookie = (pair: string): string => {
  const [name, ...rest] = pair.split('=')
  return rest.length === 0 ? MASK : `${name?.trim()}=${MASK}`
}

const SECRET_WORDS = 'token|secret|passw(?:or)?d|passphrase|signature|credential|jwt|api[-_]?key|access[-_]?key|session'
/** Matches the names of headers that carry a credential: `X-Api-Key`, `X-Auth-Token`, `Ocp-Apim-Subscription-Key`. */
const SECRET_HEADER = new RegExp(
  `${SECRET_WORDS}|(?:^|[-_])(?:auth|authentication|authorization|key|sig|sas|pwd)(?:[-_]|$)`,
  'i',
)
/** Matches the user of an address, and the values of query members that are named like a credential. */
const USER = /(\b[a-z][a-z\d+.-]*:)?\/\/[^/?#\s"'<>@]*@/gi
const SECRET_QUERY = new RegExp(
  `([?&#;](?:[^=&#;\\s]*(?:${SECRET_WORDS})[^=&#;\\s]*|code|key|sig|sas|auth|pwd|pass)=)[^&#;\\s"'<>,]+`,
  'gi',
)

const address = (value: string): string => value.replace(USER, `$1//${MASK}@`).replace(SECRET_QUERY, `$1${MASK}`)

/**
 * Returns headers fit to be shown: values of cookies and credentials are masked, and so are those in addresses that a header
 * names (`Location`); their names stay.
 */
export function maskHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const mask = maskOf(name.trim().toLowerCase())
      return [name, Array.isArray(value) ? value.map(mask) : mask(value)]
    }),
  )
}

const maskOf = (name: string): ((value: string) => string) => {
  const known = Object.hasOwn(MASKED, name) ? MASKED[name] : undefined
  return known ?? (SECRET_HEADER.test(name) ? () => MASK : address)
}
