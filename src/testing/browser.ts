/** The headers that a browser sends besides its cookies. */
interface Sent {
  method?: string
  headers?: Record<string, string>
  form?: Record<string, string>
}

export interface Browser {
  /** One request, no redirect followed. */
  open(address: string | URL, sent?: Sent): Promise<Response>
  /** Follows redirects until `last` says so or a page comes. */
  follow(address: string | URL, sent?: Sent): Promise<{ url: URL; response: Response }>
  /** The cookies of the home, by name. */
  cookies(): Record<string, string>
  setCookie(name: string, value: string): void
}

interface Cookie {
  origin: string
  name: string
  path: string
  value: string
}

/**
 * Just enough of a browser to sign in with: cookies by origin and path, redirects one at a time. Requests to `home` go
 * to `answer`, all others to the network. `stopAt` is a path of `home` whose answer is given as it is.
 */
export function createBrowser(home: string, answer: (request: Request) => Promise<Response>, stopAt = ''): Browser {
  let jar: Cookie[] = []
  const keep = (cookie: Cookie) => {
    const same = ({ origin, name, path }: Cookie) =>
      origin === cookie.origin && name === cookie.name && path === cookie.path
    jar = [...jar.filter((kept) => !same(kept)), ...(cookie.value === '' ? [] : [cookie])]
  }
  const open: Browser['open'] = async (address, { method, headers = {}, form } = {}) => {
    const url = new URL(address, home)
    const fitting = jar.filter(({ origin, path }) => origin === url.origin && url.pathname.startsWith(path))
    const request = new Request(url, {
      redirect: 'manual',
      method: method ?? (form ? 'POST' : 'GET'),
      headers: { ...headers, cookie: fitting.map(({ name, value }) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    })
    const response = await (url.origin === home ? answer(request) : fetch(request))
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/'
      const gone = /max-age=0|expires=thu, 01 jan 1970/i.test(line)
      keep({ origin: url.origin, name, path, value: gone ? '' : value })
    }
    return response
  }
  const follow: Browser['follow'] = async (address, sent) => {
    const url = new URL(address, home)
    const response = await open(url, sent)
    const location = response.headers.get('location')
    if (!location || (url.origin === home && url.pathname === stopAt)) return { url, response }
    return follow(new URL(location, url))
  }
  return {
    open,
    follow,
    cookies: () =>
      Object.fromEntries(jar.filter(({ origin }) => origin === home).map(({ name, value }) => [name, value])),
    setCookie: (name, value) => keep({ origin: home, name, path: '/', value }),
  }
}
