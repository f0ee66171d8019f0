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

/** Returns headers fit to be shown: values of cookies and credentials are masked, their names stay. */
export function maskHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.trim().toLowerCase()
      const mask = Object.hasOwn(MASKED, lower) ? MASKED[lower] : undefined
      if (mask === undefined) return [name, value]
      return [name, Array.isArray(value) ? value.map(mask) : mask(value)]
    }),
  )
}
