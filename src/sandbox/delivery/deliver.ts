import { decodeJwt } from 'jose'
import { SetClaims } from '../../contract/upstream/notification.ts'
import type { Answer } from '../base/answer.ts'
import type { SandboxOptions } from '../base/options.ts'
import { type Behaviour, ownListener, type ReceivedRequest } from '../state/listeners.ts'
import { callListener } from './call-listener.ts'
import type { Core } from './core.ts'
import { answerAs } from './own-listener.ts'

/** The time that a listener may take, in milliseconds (18 #22). */
const PATIENCE = 10_000

/** The headers of a notification (API 11), as sent and as stored with the event. */
export function notificationHeaders(
  endpoint: string,
  payload: string,
  { userAgent }: Pick<SandboxOptions, 'userAgent'>,
): Record<string, string> {
  return {
    Accept: '*/*',
    'Content-Length': String(payload.length),
    'Content-Type': 'application/secevent+jwt',
    Host: new URL(endpoint).host,
    'User-Agent': `Akamai Identity Cloud Webhooks/${userAgent}`,
  }
}

export interface Delivery {
  endpoint: string
  payload: string
  /** The sender, when it is not Identity Cloud. */
  userAgent?: string
}

/**
 * Sends a token to an endpoint, once: to one of the sandbox's own listeners, or really over the network. Only the waits
 * of the own listeners are scaled.
 */
export async function deliver(core: Core, { endpoint, payload, userAgent }: Delivery): Promise<Answer> {
  const { options, state, schedule, agent } = core
  const headers = {
    ...notificationHeaders(endpoint, payload, options),
    ...(userAgent !== undefined && { 'User-Agent': userAgent }),
  }
  const name = ownListener(new URL(endpoint).hostname)
  if (name === undefined) return callListener({ url: endpoint, headers, body: payload, agent, patience: PATIENCE })

  const behaviour = state.listeners.take(name)
  const at = options.clock.now()
  const received: ReceivedRequest = {
    at,
    listener: name,
    url: endpoint,
    headers,
    payload,
    ...read(payload),
    answer: null,
  }
  if (reaches(behaviour)) state.listeners.record(received)
  received.answer = await answerAs(behaviour, options.clock, schedule.scaled(PATIENCE))
  return received.answer
}

/** A listener that cannot be connected to receives nothing. */
const reaches = ({ does }: Behaviour) => does !== 'refuse' && does !== 'tls'

const read = (payload: string): { jti: string; eventId: string | null; eventType: string } => {
  const { jti, events } = SetClaims.parse(decodeJwt(payload))
  const [type = 'unknown', claim] = Object.entries(events)[0] ?? []
  return { jti, eventId: claim?.id ?? null, eventType: type }
}
