import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../../config/secret.ts'
import type { Meters } from './meters.ts'

export interface MetricsAnswerOptions {
  registry: Meters['registry']
  /** Reads figures anew that are old. */
  refresh: () => Promise<void>
  /** Whoever asks has to bear it. */
  token?: Secret | undefined
}

/** Returns the answer to a scrape: the metrics as Prometheus reads them, 401 without the token where there is one. */
export function createMetricsAnswer({ registry, refresh, token }: MetricsAnswerOptions) {
  return async ({ headers }: Pick<Request, 'headers'>): Promise<Response> => {
    const [, given = ''] = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
    if (token && !isSame(given, token.reveal()))
      return new Response('Metrics need a token\n', { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
    await refresh()
    return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
  }
}

/** Compares in a time that tells nothing of where two texts differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hashOf(one), hashOf(other))
const hashOf = (text: string) => createHash('sha256').update(text).digest()
