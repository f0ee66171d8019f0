/**
 * Returns the address to open after signing in: the wanted one when it is a path of this console, else `/`. An address
 * that a browser would read as another host is refused in every disguise: `//evil`, `/\evil`, `/x/..//evil`, an encoded slash or
 * backslash at the start, tabs and line breaks, a scheme. So are the sign-in addresses themselves, which would go in circles.
 */
export function returnPath(wanted: string | undefined, publicUrl: string): string {
  if (!wanted?.startsWith('/') || wanted.length > 2000) return '/'
  const home = new URL(publicUrl)
  const url = URL.parse(wanted, home)
  if (url?.origin !== home.origin || hasForeignLook(url.pathname) || /^\/(auth|api)(\/|$)/.test(url.pathname))
    return '/'
  return url.pathname + url.search + url.hash
}

const hasForeignLook = (pathname: string): boolean => {
  const decoded = fullyDecoded(pathname)
  return decoded === undefined || /^\/[/\\]|\\|\p{Cc}/u.test(decoded)
}

/** Decodes until nothing changes, three times at most; returns undefined when that fails. */
const fullyDecoded = (text: string): string | undefined => {
  let last = text
  for (let round = 0; round < 3; round++) {
    try {
      const next = decodeURIComponent(last)
      if (next === last) return last
      last = next
    } catch {
      return undefined
    }
  }
  return undefined
}
