import { DEFAULTS, type SandboxOptions } from '../base/options.ts'
import { SEED_SIZE } from '../seed/seed.ts'
import { choice, type Flag, named, number, onOff, text, texts, url, urls } from './flags.ts'
import { DEFAULT_PORT, DEFAULT_REDIRECT_URI, type SandboxServerOptions } from './serve.ts'

/** The options that do not fit a word on a command line. */
type Elsewhere = 'customers' | 'clock' | 'lookup'
type Settings = Required<Omit<SandboxServerOptions, Elsewhere>>
type Flags<Keys extends keyof Settings> = { [Key in Keys]: Flag<Settings[Key]> }
type Group = readonly [title: string, flags: { readonly [key: string]: Flag<unknown> }]

const served: Flags<'port' | 'host' | 'publicUrl' | 'redirectUris' | 'postLogoutRedirectUris'> = {
  port: number('port to listen on; 0 for any that is free', { most: 65_535 }),
  host: text('NAME', 'address to listen on'),
  publicUrl: url('where others reach it, behind a proxy for example'),
  redirectUris: named('redirect-uri', urls('where the identity provider may send people who signed in; repeatable')),
  postLogoutRedirectUris: named('post-logout-uri', urls('where it may send people who signed out; repeatable')),
}

const filled: Flags<'seed' | 'subscriptions' | 'events'> = {
  seed: number('ids, credentials, keys and data are derived from it'),
  subscriptions: number('subscriptions to begin with, both customers together', { most: 100_000 }),
  events: number('stored events to begin with, both customers together', { most: 5_000_000 }),
}

const behaves: Flags<Exclude<keyof Settings, keyof typeof served | keyof typeof filled>> = {
  timeScale: number('shortens waits N times: ladder, ration, token life, exports; never a time stamp', {
    least: 0.001,
    whole: false,
  }),
  tokenLifetime: number('life of an access token in seconds', { least: 1 }),
  allowedScopes: named('allowed-scope', texts('SCOPE', 'scope the token policy allows; repeatable')),
  tokenBody: choice(['both', 'urlencoded', 'multipart'], 'forms the token call reads'),
  baseUrl: url('base URL in tokens (iss, jku); where it is served unless given'),
  region: text('CODE', 'region code in globalSub'),
  envelope: choice(['array', 'named'], '_embedded of a list: an array, or an object with a named array'),
  pageSize: number('items on a page of subscriptions or events', { least: 1, most: 100_000 }),
  pageOmitted: choice(['first', 'all'], 'what the subscription list gives without page'),
  links: choice(['slashed', 'clean'], 'links of the subscription list: with odd slashes, or without'),
  eventOrder: named('order', choice(['oldest', 'newest'], 'which events come first in their list')),
  retryState: choice(['awaiting-retry', 'retry'], 'spelling of the state after a failed attempt'),
  firstState: choice(['awaiting-executing', 'awaiting_scheduling'], 'spelling of the first state'),
  noAnswer: choice(['error', 'absent'], 'response of an event that got no HTTP answer'),
  redeliverAll: onOff('POST …/events/redeliver, for all failed events'),
  rationCounts: choice(['requests', 'accepted'], 'what uses up the redelivery ration'),
  retryAfter: onOff('Retry-After with 429'),
  exportsPath: choice(['current', 'events', 'both'], 'exports at …/exports, …/events/exports, or both'),
  activeExports: choice(['subscription', 'region'], 'one active export per subscription, or for everybody'),
  dailyExport: onOff('only one completed export in 24 h'),
  exportDuration: number('milliseconds an export takes'),
  summary: onOff('GET …/summary'),
  audience: choice(['array', 'string'], 'aud of a token'),
  issuer: choice(['url', 'name'], 'iss of a token'),
  toe: choice(['seconds', 'milliseconds'], 'unit of toe in a token'),
  txn: onOff('txn in a token'),
  eventClaimId: onOff('id in the event claim'),
  tokenHeader: choice(['full', 'short'], 'header of a token: with jku and typ, or only alg and kid'),
  userAgent: choice(['v3.0.0', '3.0'], 'version in User-Agent of a notification'),
  filterNulls: choice(['remove', 'ignore'], 'a null inside the filter of a change'),
  unresolvedEndpoints: choice(['refuse', 'accept'], 'endpoints whose name cannot be resolved'),
}

/** Every option, in the groups of the help. */
export const GROUPS: readonly Group[] = [
  ['Where', served],
  ['With what', filled],
  ['How it behaves (variants of the documentation)', behaves],
]

const KNOWN_DEFAULTS: Record<string, unknown> = {
  ...(DEFAULTS satisfies Partial<SandboxOptions>),
  ...SEED_SIZE,
  port: DEFAULT_PORT,
  host: 'localhost',
  redirectUris: [DEFAULT_REDIRECT_URI],
  baseUrl: undefined,
}

/** Returns an option's default as text; empty where it depends on others. */
export function defaultOf(key: string): string {
  const value = KNOWN_DEFAULTS[key]
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The flag's name on the command line, without its dashes. */
export function flagName(key: string, flag: Flag<unknown>): string {
  return flag.name ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
