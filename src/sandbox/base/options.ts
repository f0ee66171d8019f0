import type { LookupAddress } from 'node:dns'
import type { Clock } from './clock.ts'

/** A customer to begin with; what is not given is derived from the seed and the name. */
export interface CustomerOption {
  /** Short name, also used as the id of an environment: `production`. */
  name: string
  customerId?: string
  clientId?: string
  clientSecret?: string
}

/** Everything about the sandbox that can be chosen. The variants are the ones of API 17, the assumptions of API 18. */
export interface SandboxOptions {
  /** Base URL in tokens (`iss`, `jku`). */
  baseUrl: string
  /** Region code in `globalSub`. */
  region: string
  /** Ids, credentials and keys are derived from it: the same seed gives the same ones. */
  seed: number
  customers: CustomerOption[]
  /** Shortens waits (ladder, ration, token life, export time) N times; never a time stamp. */
  timeScale: number
  /** Token life in seconds, before `timeScale`. */
  tokenLifetime: number
  /** Scopes the token policy allows. */
  allowedScopes: string[]
  /** Which form encodings the token call reads. */
  tokenBody: 'both' | 'urlencoded' | 'multipart'
  /** The form of the token call's credentials: as they are (API 2), or form-encoded first (RFC 6749 section 2.3.1). */
  basic: 'plain' | 'form'
  /** `special`: derived secrets have `+ / = %` and a space, which a form encodes. */
  secrets: 'letters' | 'special'
  /** `_embedded: [...]` or `_embedded: { NAME: [...] }`. */
  envelope: 'array' | 'named'
  /** Items on a page of subscriptions or events (18 #1). */
  pageSize: number
  /** The answer of the subscription list without `page`. */
  pageOmitted: 'first' | 'all'
  /** The `total` of a list: all there are, or those on the page. */
  total: 'all' | 'page'
  pageNumbers: 'from-1' | 'from-0'
  /** The answer to a page of subscriptions past the end: the last one (18 #2), an empty one, or 404. */
  pastEnd: 'last' | 'empty' | 'refuse'
  /** `slashed`: the subscription list's links have trailing and doubled slashes (API 1.3). */
  links: 'clean' | 'slashed'
  /** Order of the event list (18 #15). */
  eventOrder: 'oldest' | 'newest'
  /** Spelling of the state after a failed attempt. */
  retryState: 'awaiting-retry' | 'retry'
  /** Spelling of the first state. */
  firstState: 'awaiting-executing' | 'awaiting_scheduling'
  /** True when `response` of an event tells why no HTTP answer came (18 #20). */
  noAnswer: 'error' | 'absent'
  /** Milliseconds, before `timeScale`, for which an event is shown as it was before its redelivery. */
  redeliveryLag: number
  /** The start of a failed event's seven days: its last change (18 #37), or its creation like all others. */
  retention: 'change' | 'creation'
  /** True when `POST {sub}/events/redeliver` exists (API 7). */
  redeliverAll: 'off' | 'on'
  /** Requests that use up the redelivery ration: all, or only the ones accepted with 202. */
  rationCounts: 'requests' | 'accepted'
  /** True when a 429 carries `Retry-After` (18 #25). */
  retryAfter: 'on' | 'off'
  exportsPath: 'current' | 'events' | 'both'
  /** The limit of active exports: one per subscription, or one for everybody. */
  activeExports: 'subscription' | 'region'
  /** True when a subscription may complete only one export in 24 h. */
  dailyExport: 'on' | 'off'
  /** Milliseconds an export takes to process, before `timeScale`. */
  exportDuration: number
  /** True when `GET {sub}/summary` exists. */
  summary: 'on' | 'off'
  audience: 'array' | 'string'
  issuer: 'url' | 'name'
  toe: 'seconds' | 'milliseconds'
  /** True when tokens have the early `txn` claim. */
  txn: 'off' | 'on'
  /** True when the event claim has its `id`. */
  eventClaimId: 'on' | 'off'
  /** `short`: token headers have only `alg` and `kid`. */
  tokenHeader: 'full' | 'short'
  userAgent: 'v3.0.0' | '3.0'
  /** `whole`: a change is refused unless it has title, endpoint and events. */
  patch: 'merge' | 'whole'
  /**
   * The effect of a null inside the filter of a change: it removes the member, does nothing, or is refused; `filter: null`
   * removes it all (18 #11).
   */
  filterNulls: 'remove' | 'ignore' | 'refuse'
  /** The verdict on an endpoint whose name cannot be resolved. */
  unresolvedEndpoints: 'refuse' | 'accept'
  /** Variants to begin with, by their names in `variants/table.ts`. */
  variants: string[]
  /** Times and timers; the tests bring their own. */
  clock: Clock
  /** Resolves the host name of an endpoint (API 13). */
  lookup: (hostname: string) => Promise<LookupAddress[]>
}

/** The defaults of `createSandbox`, which makes `clock` and `lookup` itself. */
export const DEFAULTS = {
  baseUrl: 'http://localhost:4400',
  region: 'us',
  seed: 1,
  customers: [{ name: 'production' }, { name: 'staging' }],
  timeScale: 1,
  tokenLifetime: 3600,
  allowedScopes: ['*:webhooks/**', '*:**'],
  tokenBody: 'both',
  basic: 'plain',
  secrets: 'letters',
  envelope: 'array',
  pageSize: 100,
  pageOmitted: 'first',
  total: 'all',
  pageNumbers: 'from-1',
  pastEnd: 'last',
  links: 'slashed',
  eventOrder: 'oldest',
  retryState: 'awaiting-retry',
  firstState: 'awaiting-executing',
  noAnswer: 'error',
  redeliveryLag: 0,
  retention: 'change',
  redeliverAll: 'off',
  rationCounts: 'requests',
  retryAfter: 'on',
  exportsPath: 'current',
  activeExports: 'subscription',
  dailyExport: 'on',
  exportDuration: 5000,
  summary: 'on',
  audience: 'array',
  issuer: 'url',
  toe: 'seconds',
  txn: 'off',
  eventClaimId: 'on',
  tokenHeader: 'full',
  userAgent: 'v3.0.0',
  patch: 'merge',
  filterNulls: 'remove',
  unresolvedEndpoints: 'refuse',
  variants: [],
} as const satisfies Omit<SandboxOptions, 'clock' | 'lookup'>
