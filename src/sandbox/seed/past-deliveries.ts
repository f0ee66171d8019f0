import { HOUR_MICROS, type Micros, millisOf } from '../base/time.ts'
import { answerOf } from '../delivery/own-listener.ts'
import type { Behaviour } from '../state/listeners.ts'
import type { Random } from './random.ts'
import type { Past } from './retry-ladder.ts'
import type { Phase, Scenario } from './scenarios.ts'

type Answering = NonNullable<Phase['answers']>

/** The answers of listeners that accept. */
const YES: readonly (Answering & { weight: number })[] = [
  { weight: 6, does: 'accept', headers: { Server: 'nginx/1.26.2', 'Cache-Control': 'no-store' } },
  { weight: 3, does: 'accept', status: 204, headers: { Server: 'envoy', 'X-Envoy-Upstream-Service-Time': '12' } },
  { weight: 2, does: 'accept', status: 202, headers: { Server: 'gunicorn', 'Content-Type': 'application/json' } },
  { weight: 1, does: 'accept', headers: { Server: 'Apache', 'Set-Cookie': 'JSESSIONID=4F1C9B7D2A; Path=/; Secure' } },
]

/** The faults that happen now and then on any network. */
const MISHAPS: readonly (Answering & { weight: number })[] = [
  { weight: 5, does: 'status', status: 503, headers: { Server: 'nginx/1.26.2' } },
  { weight: 2, does: 'status', status: 500, headers: { 'Content-Type': 'application/json' } },
  { weight: 2, does: 'timeout' },
  { weight: 1, does: 'close' },
]

const withoutWeight = ({ weight: _weight, ...behaviour }: Answering & { weight: number }): Answering => behaviour

/** A listener's last seven days, and how it goes on from here. */
export interface ListenerPast extends Past {
  goesOn: Behaviour
}

/** @param now epoch microseconds */
export function pastOf(scenario: Scenario, now: Micros, random: Random): ListenerPast {
  const accept = withoutWeight(random.weighted(YES))
  const phases = scenario.phases.map((phase) => ({ ...phase, from: now - phase.hoursAgo * HOUR_MICROS }))
  const answers = phases.filter((phase) => phase.answers !== undefined)
  const switches = phases.filter((phase) => phase.enabled !== undefined)
  const usualAt = (time: Micros): Answering => {
    const planned = answers.findLast(({ from }) => from <= time)?.answers
    return planned === undefined || planned.does === 'accept' ? accept : planned
  }
  const took = ({ does }: Answering) => {
    if (does === 'timeout') return 10_000
    return does === 'refuse' || does === 'tls' ? random.between(4, 30) : 30 + 900 * random.next() ** 4
  }

  return {
    goesOn: scenario.now ?? usualAt(now),
    enabledAt: (time) => switches.findLast(({ from }) => from <= time)?.enabled ?? true,
    attempt(time) {
      const usual = usualAt(time)
      const mishap = usual === accept && random.chance(scenario.blips ?? 0)
      const behaviour = mishap ? withoutWeight(random.weighted(MISHAPS)) : usual
      const milliseconds = took(behaviour)
      return { answer: answerOf(behaviour, millisOf(time) + milliseconds), took: milliseconds }
    },
  }
}
