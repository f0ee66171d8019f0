import type { Behaviour } from '../state/listeners.ts'

/** The behaviour of a listener from some time on; a recovery is only for listeners that run. */
type Answering = Exclude<Behaviour, { does: 'recover' }>

/** From so many hours ago: how the listener answers, or that the subscription was switched off, or on again. */
export interface Phase {
  hoursAgo: number
  answers?: Answering
  enabled?: boolean
}

/** The story of a subscription and its listener in the seven days before now. */
export interface Scenario {
  /** Oldest first. Before the first the listener accepts and the subscription is on. */
  phases: readonly Phase[]
  /** The behaviour from now on; default: that of the last phase. */
  now?: Behaviour
  /** Share of single attempts that fail out of the blue. */
  blips?: number
  /** Hours since the subscription exists, when that is less than the seven days. */
  since?: number
  /** Nothing comes through, whatever happens. */
  silent?: boolean
  /** Share of the failures somebody redelivered by hand once all was well again. */
  redelivered?: number
  /** The weight with which chance picks it. */
  weight: number
}

const UNAVAILABLE: Answering = {
  does: 'status',
  status: 503,
  headers: { 'Content-Type': 'text/html', 'Retry-After': '120', Server: 'nginx/1.26.2' },
}
const BAD_GATEWAY: Answering = { does: 'status', status: 502, headers: { Server: 'nginx/1.26.2' } }
const NOT_FOUND: Answering = { does: 'status', status: 404, headers: { 'Content-Type': 'application/json' } }
const UNAUTHORISED: Answering = { does: 'status', status: 401, headers: { 'WWW-Authenticate': 'Basic realm="hooks"' } }
const FOUND: Answering = {
  does: 'status',
  status: 302,
  headers: {
    Location: 'https://login.tavelund.example/?next=%2Fsync',
    'Set-Cookie': 'edge=7f3d9a61c2; Path=/; HttpOnly',
  },
}
const ACCEPT: Answering = { does: 'accept' }

const scenarios = <Name extends string>(all: Record<Name, Scenario>) => all

export const SCENARIOS = scenarios({
  well: { phases: [], blips: 0.004, weight: 62 },
  flaky: { phases: [], blips: 0.12, weight: 7 },
  /** Down for some hours: its events wait for their fifth or sixth attempt. */
  'fresh outage': { phases: [{ hoursAgo: 9.5, answers: UNAVAILABLE }], blips: 0.004, weight: 3 },
  /** Down since yesterday: the first ones have been given up. */
  outage: { phases: [{ hoursAgo: 31.5, answers: UNAVAILABLE }], blips: 0.004, weight: 2 },
  'long outage': { phases: [{ hoursAgo: 52, answers: BAD_GATEWAY }], weight: 2 },
  'past outage': {
    phases: [
      { hoursAgo: 101, answers: UNAVAILABLE },
      { hoursAgo: 89, answers: ACCEPT },
    ],
    weight: 3,
  },
  /** Down, and about to come back: it refuses twice more. */
  recovering: { phases: [{ hoursAgo: 7.4, answers: UNAVAILABLE }], now: { does: 'recover', after: 2 }, weight: 2 },
  moved: { phases: [{ hoursAgo: 75, answers: NOT_FOUND }], weight: 2 },
  unauthorised: { phases: [{ hoursAgo: 61, answers: UNAUTHORISED }], weight: 1 },
  redirect: { phases: [{ hoursAgo: 31, answers: FOUND }], weight: 2 },
  slow: { phases: [{ hoursAgo: 33, answers: { does: 'timeout' } }], weight: 2 },
  refused: { phases: [{ hoursAgo: 58, answers: { does: 'refuse' } }], weight: 1 },
  closes: { phases: [{ hoursAgo: 47, answers: { does: 'close' } }], weight: 1 },
  tls: { phases: [{ hoursAgo: 44, answers: { does: 'tls' } }], weight: 1 },
  garbage: { phases: [{ hoursAgo: 20, answers: { does: 'garbage' } }], weight: 1 },
  off: { phases: [{ hoursAgo: 39, enabled: false }], weight: 3 },
  'off long': { phases: [{ hoursAgo: 400, enabled: false }], weight: 3 },
  'off last week': {
    phases: [
      { hoursAgo: 130, enabled: false },
      { hoursAgo: 106, enabled: true },
    ],
    redelivered: 0.3,
    weight: 2,
  },
  new: { phases: [], since: 21, weight: 2 },
  idle: { phases: [], silent: true, weight: 3 },
})

export type ScenarioName = keyof typeof SCENARIOS
