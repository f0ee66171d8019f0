import { VARIANTS } from '../variants/table.ts'
import { choice, choices, type Flag, named, number, onOff, text, texts, url } from './flags.ts'
import type { SandboxOptions } from './options.ts'

/** The options of behaviour: all but those that make data, and those that do not fit a word. */
type Behaviour = Exclude<keyof SandboxOptions, 'seed' | 'customers' | 'clock' | 'lookup'>

/** Every option of behaviour, as it is read from a command line or from the control API. */
export const BEHAVIOUR: { [Key in Behaviour]: Flag<SandboxOptions[Key]> } = {
  timeScale: number('shortens waits N times: ladder, ration, token life, exports; never a time stamp', {
    least: 0.001,
    whole: false,
  }),
  tokenLifetime: number('life of an access token in seconds', { least: 1 }),
  allowedScopes: named('allowed-scope', texts('SCOPE', 'scope the token policy allows; repeatable')),
  tokenBody: choice(['both', 'urlencoded', 'multipart'], 'forms the token call reads'),
  basic: choice(['plain', 'form'], 'credentials of the token call: as they are, or form-encoded first (RFC 6749)'),
  secrets: choice(['letters', 'special'], 'characters of the credentials; special ones show how they are encoded'),
  baseUrl: url('base URL in tokens (iss, jku); where it is served unless given'),
  region: text('CODE', 'region code in globalSub'),
  envelope: choice(['array', 'named'], '_embedded of a list: an array, or an object with a named array'),
  pageSize: number('items on a page of subscriptions or events', { least: 1, most: 100_000 }),
  pageOmitted: choice(['first', 'all'], 'what the subscription list gives without page'),
  total: choice(['all', 'page'], 'total of a list: all there are, or those on the page'),
  pageNumbers: choice(['from-1', 'from-0'], 'number of the first page of subscriptions'),
  pastEnd: choice(['last', 'empty', 'refuse'], 'a page past the end: the last one, an empty one, or 404'),
  links: choice(['slashed', 'clean'], 'links of the subscription list: with odd slashes, or without'),
  eventOrder: named('order', choice(['oldest', 'newest'], 'which events come first in their list')),
  retryState: choice(['awaiting-retry', 'retry'], 'spelling of the state after a failed attempt'),
  firstState: choice(['awaiting-executing', 'awaiting_scheduling'], 'spelling of the first state'),
  noAnswer: choice(['error', 'absent'], 'response of an event that got no HTTP answer'),
  redeliveryLag: number('milliseconds for which an event is shown as before its redelivery'),
  retention: choice(['change', 'creation'], 'what the seven days of a failed event count from'),
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
  patch: choice(['merge', 'whole'], 'a change: only what differs, or refused unless it has every member'),
  filterNulls: choice(['remove', 'ignore', 'refuse'], 'a null inside the filter of a change'),
  unresolvedEndpoints: choice(['refuse', 'accept'], 'endpoints whose name cannot be resolved'),
  variants: named(
    'variant',
    choices(Object.keys(VARIANTS), 'NAME', 'a way to differ, by its name in the README; repeatable'),
  ),
}

/** The options that are used up at the start. */
const FROM_THE_START: string[] = ['timeScale', 'secrets', 'variants'] satisfies Behaviour[]

/** The options that can be chosen while the sandbox runs. */
export const AT_ANY_TIME: ReadonlyMap<string, Flag<unknown>> = new Map(
  Object.entries<Flag<unknown>>(BEHAVIOUR).filter(([name]) => !FROM_THE_START.includes(name)),
)
