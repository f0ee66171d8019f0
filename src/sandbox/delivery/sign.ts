import { sign } from 'node:crypto'
import type { EventsClaim, SetClaims } from '../../contract/upstream/notification.ts'
import { derivedNumber, derivedUuid } from '../base/ids.ts'
import type { SandboxOptions } from '../base/options.ts'
import { type Micros, millisOf, secondsOf } from '../base/time.ts'
import type { EventRecord } from '../state/event-store.ts'
import { KEYS_PER_CUSTOMER, type SigningKey, signingKey } from './keys.ts'

/** The contents of a security event token (API 11). `id` decides key and `jti`: the same id gives the same token. */
export interface Notification {
  id: string
  customerId: string
  endpoint: string
  events: EventsClaim
  issuedAt: Micros
  occurredAt: Micros
}

/** Makes security event tokens; the stored events' own are made when first asked for, then kept. */
export interface Signer {
  token(notification: Notification): string
  /** The event's compact token: always the same text. */
  payload(event: EventRecord): string
  /** Makes the tokens of many events at once, off the main thread. */
  prepare(events: EventRecord[]): Promise<void>
}

export function createSigner(options: SandboxOptions): Signer {
  const unsigned = (notification: Notification) => {
    const place = derivedNumber(KEYS_PER_CUSTOMER, notification.id, 'key')
    const key = signingKey(options.seed, notification.customerId, place)
    return { key, text: `${encode(headerOf(notification, key, options))}.${encode(claimsOf(notification, options))}` }
  }
  const token = (notification: Notification) => {
    const { key, text } = unsigned(notification)
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key.privateKey).toString('base64url')}`
  }
  const payload = (event: EventRecord) => {
    event.payload ??= token(notificationOf(event, options))
    return event.payload
  }
  const prepareOne = (event: EventRecord) =>
    new Promise<void>((resolve, reject) => {
      const { key, text } = unsigned(notificationOf(event, options))
      sign('RSA-SHA256', Buffer.from(text), key.privateKey, (error, signature) => {
        if (error) return reject(error)
        event.payload = `${text}.${signature.toString('base64url')}`
        resolve()
      })
    })

  return {
    token,
    payload,
    async prepare(events) {
      await Promise.all(events.filter((event) => event.payload === undefined).map(prepareOne))
    },
  }
}

/** The value of the `events` claim: what filters are evaluated against (API 4). */
export function eventsClaimOf(
  { type, claim }: Pick<EventRecord, 'type' | 'claim'>,
  { region, eventClaimId }: Pick<SandboxOptions, 'region' | 'eventClaimId'>,
): EventsClaim {
  const { captureApplicationId, captureClientId, entityType, sub, attributes } = claim
  const globalSub = `capture-v1://${region}.janraincapture.com/${captureApplicationId}/${entityType}/${sub}`
  return {
    [type]: {
      ...(attributes && { attributes }),
      captureApplicationId,
      captureClientId,
      entityType,
      globalSub,
      ...(eventClaimId === 'on' && { id: claim.id }),
      sub,
    },
  }
}

const notificationOf = (event: EventRecord, options: SandboxOptions): Notification => ({
  id: event.id,
  customerId: event.customerId,
  endpoint: event.endpoint,
  events: eventsClaimOf(event, options),
  issuedAt: event.createdAt,
  occurredAt: event.occurredAt,
})

const headerOf = ({ customerId }: Notification, { jwk }: SigningKey, options: SandboxOptions) =>
  options.tokenHeader === 'short'
    ? { alg: 'RS256', kid: jwk.kid }
    : { alg: 'RS256', jku: `${options.baseUrl}/${customerId}/login/jwk`, kid: jwk.kid, typ: 'secevent+jwt' }

const claimsOf = (notification: Notification, options: SandboxOptions): SetClaims => ({
  aud: options.audience === 'array' ? [notification.endpoint] : notification.endpoint,
  events: notification.events,
  iat: secondsOf(notification.issuedAt),
  iss: options.issuer === 'url' ? `${options.baseUrl}/${notification.customerId}/webhooks` : 'Akamai Identity Cloud',
  jti: derivedUuid(notification.id, 'jti'),
  toe: options.toe === 'seconds' ? secondsOf(notification.occurredAt) : millisOf(notification.occurredAt),
  ...(options.txn === 'on' && { txn: derivedUuid(notification.id, 'txn') }),
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
