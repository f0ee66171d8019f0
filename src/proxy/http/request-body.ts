import { MINUTE, SECOND } from '../../contract/durations.ts'
import { refusals } from '../words/refusals.ts'

const KIB = 1024

/** The size of a body, and the time (ms) for which it is waited for in all. */
export interface BodyLimits {
  bytes: number
  total: number
}

/** The limits of bodies by what they hold. A selection of 5,000 named events, each with its subscription, fits. */
export const BODY_LIMITS = {
  usual: { bytes: 64 * KIB, total: MINUTE },
  selection: { bytes: 1024 * KIB, total: 2 * MINUTE },
} as const satisfies Record<string, BodyLimits>

/** The pace at which a body has to come: no silence that is longer, and after `grace` so much a second. Times in ms. */
export interface BodyPace {
  silence: number
  grace: number
  bytesPerSecond: number
}

const PACE: BodyPace = { silence: 15 * SECOND, grace: 10 * SECOND, bytesPerSecond: 1000 }

/**
 * Yields the chunks of a request's body, announced or not. Throws `Refusal` as soon as it is larger or slower than allowed,
 * or its sender leaves; only the time spent waiting for the sender counts.
 */
export async function* bodyChunks(
  request: Request,
  limits: BodyLimits,
  pace: BodyPace = PACE,
): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limits.bytes) throw refusals.tooLarge(limits.bytes / KIB)
  const reader = request.body?.getReader()
  let [bytes, waited] = [0, 0]
  while (reader) {
    const patience = Math.min(
      pace.silence,
      limits.total - waited,
      Math.max(pace.grace, (bytes / pace.bytesPerSecond) * SECOND) - waited,
    )
    const begun = performance.now()
    const { done, value } = await within(patience, reader)
    waited += performance.now() - begun
    if (done) return
    bytes += value.length
    if (bytes > limits.bytes) throw refusals.tooLarge(limits.bytes / KIB)
    yield value
  }
}

/** Reads the next chunk, unless it takes longer (ms). */
const within = async (patience: number, reader: ReadableStreamDefaultReader<Uint8Array>) => {
  const slow = Promise.withResolvers<never>()
  const timer = setTimeout(() => slow.reject(refusals.tooSlow()), Math.max(0, patience))
  const read = reader.read().catch(() => {
    throw refusals.senderGone()
  })
  try {
    return await Promise.race([read, slow.promise])
  } finally {
    clearTimeout(timer)
    read.catch(() => undefined)
  }
}

/** Returns the body as text; throws `Refusal` where it is too large, too slow or no UTF-8. */
export async function bodyText(request: Request, limits: BodyLimits): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bodyChunks(request, limits)) chunks.push(chunk)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw refusals.notUtf8()
  }
}
