/** The forms in which a file can be sent, best first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/**
 * The best form that exists and that `Accept-Encoding` allows (RFC 9110, 12.5.3): named ones and `*` count unless their
 * weight is 0. `identity` when nothing else fits.
 */
export function acceptedEncoding(header: string | null, existing: readonly Encoding[]): Encoding {
  const weights = new Map((header ?? '').split(',').map(weightOf))
  const allowed = (encoding: Encoding) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0
  return ENCODINGS.find((encoding) => existing.includes(encoding) && allowed(encoding)) ?? 'identity'
}

const weightOf = (entry: string): [name: string, weight: number] => {
  const [name = '', ...parameters] = entry
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return [name, weight === undefined ? 1 : Number(weight) || 0]
}
