import { refusals } from '../../http/problem.ts'

/** The one version named in `If-Match` (RFC 9110, 13.1.1). Without one, nobody can tell what the person looked at. */
export function versionOf(headers: Headers): string {
  const version = /^"([^"]+)"$/.exec(headers.get('if-match')?.trim() ?? '')?.[1]
  if (version === undefined) {
    throw refusals.invalid([{ name: 'If-Match', reason: 'must name the version that was seen, in double quotes' }], 428)
  }
  return version
}
