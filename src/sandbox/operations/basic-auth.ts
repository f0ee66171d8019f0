/**
 * Returns user and password of HTTP basic authentication, undefined when there is none. `form`: each was form-encoded
 * first (RFC 6749 section 2.3.1).
 */
export function readBasic(request: Request, form = false): { user: string; password: string } | undefined {
  const [, encoded] = /^Basic +([\w+/=-]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  if (user === undefined || password === undefined) return undefined
  return form ? { user: decoded(user), password: decoded(password) } : { user, password }
}

/** A text out of a form; a stray `%` stays what it is. */
const decoded = (text: string) => new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? text
