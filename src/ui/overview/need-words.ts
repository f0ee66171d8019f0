import type { Cause } from '../../contract/event.ts'
import type { ListenerAnswer } from '../../contract/subscription.ts'
import { count, counted } from '../kit/text/count-words.ts'
import { clockWords } from '../kit/time/duration.ts'
import { relativeTime, type Zone } from '../kit/time/time-words.ts'
import { MOST_ROWS, type Need } from './needs.ts'

/** The moment and the zone in which times are told. */
export interface Telling {
  now: number
  zone: Zone
}

/** Words what a listener has been doing since it takes nothing: `has answered 503`. */
function failingWords({ status, cause }: Pick<ListenerAnswer, 'status' | 'cause'>): string {
  if (status !== null) return `has answered ${status}`
  return cause === null ? 'has taken nothing' : FAILING[cause]
}

const FAILING: Record<Cause, string> = {
  off: 'has been sent nothing',
  redirect: 'has redirected elsewhere',
  'client-error': 'has refused what it is sent',
  'server-error': 'has failed',
  timeout: 'has not answered in time',
  connection: 'could not be connected to',
  tls: 'has failed the TLS handshake',
  'not-http': 'has not answered in HTTP',
  'no-answer': 'has not answered',
}

const MORE: Record<Extract<Need, { kind: 'more' }>['of'], (more: number) => string> = {
  failing: (more) => `${count(more)} more listeners fail`,
  run: (more) => `${count(more)} more runs stand still`,
  export: (more) => `${count(more)} more exports are about to vanish`,
  silent: (more) => `${count(more)} more subscriptions have gone silent`,
  undelivered: (more) => `failed events of ${count(more)} more subscriptions can be sent again`,
}

/** Words a need as a clause, for the sentence over all of them and for the head of its row. */
export function needWords(need: Need, { now, zone }: Telling): string {
  const clock = (at: string) => clockWords(Date.parse(at), now, zone, { today: false })
  switch (need.kind) {
    case 'trouble':
      return need.trouble.title
    case 'expiring':
      return `${counted(need.expiring.count, 'event')} ${need.expiring.count === 1 ? 'expires' : 'expire'} within 24 h`
    case 'failing':
      return `${need.one.title} ${failingWords(need.one.answer)} since ${clock(need.one.since)}`
    case 'run':
      return `run ${need.run.name} ${RUN[need.run.stuck ? 'stuck' : need.run.state] ?? 'stands still'}`
    case 'off': {
      const [first] = need.off.items
      return need.off.count === 1 && first
        ? `${first.title} is off and recording`
        : `${count(need.off.count)} subscriptions are off and recording`
    }
    case 'export':
      return `the export of ${need.job.subscription.title} vanishes ${relativeTime(Date.parse(need.job.lapsesAt), now)}`
    case 'silent':
      return `${need.one.title} has had no event since ${clock(need.one.lastEventAt)}`
    case 'undelivered':
      return `${counted(need.one.failed, 'failed event')} of ${need.one.title} can be sent again`
    case 'behind':
      return `the events of ${counted(need.behind.count, 'subscription')} are not read as they should be`
    case 'more':
      return MORE[need.of](need.count)
  }
}

const RUN: Record<string, string> = {
  paused: 'is paused',
  stopped: 'was stopped',
  stuck: 'waits for a subscription or the API',
}

/** Words all needs in one sentence, the worst by name: `3 things need you` and `10 events expire within 24 h · …`. */
export function headline(needs: readonly Need[], telling: Telling): { many: string; which: string } {
  const shown = needs.length <= MOST_ROWS + 1 ? needs.length : MOST_ROWS
  const named = needs.slice(0, shown).map((need) => needWords(need, telling))
  const others = needs.length - named.length
  return {
    many: needs.length === 1 ? '1 thing needs you' : `${count(needs.length)} things need you`,
    which: [...named, ...(others > 0 ? [`${count(others)} more`] : [])].join(' · '),
  }
}
