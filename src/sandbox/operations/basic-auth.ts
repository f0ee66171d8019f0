/** User and password of HTTP basic authentication, undefined when there is none. */
export function readBasic(request: Request): { user: string; password: string } | undefined {
  const [, encoded] = /^Basic +([\w+/=-]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  return user === undefined || password === undefined ? undefined : { user, password }
}
