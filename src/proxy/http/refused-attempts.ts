import { HOUR, MINUTE } from '../../contract/durations.ts'
import type { AttemptFacts, JournalEntry } from '../../contract/journal.ts'
import type { Journal } from '../../store/journal/journal.ts'
import { ATTEMPT_WORDS } from '../words/attempts.ts'

/** Something that was refused to a person, or to nobody in particular. */
export interface RefusedAttempt extends Pick<JournalEntry, 'environment' | 'role' | 'target' | 'requestId'> {
  /** Attempts of a kind share a budget, so that a flood of one hides none of another. */
  kind: 'role' | 'sign-in' | 'denied' | 'foreign'
  /** The person as far as known. */
  actor?: JournalEntry['actor'] | undefined
  address: string
  /** The reason in words. */
  problem: string
  claim?: Pick<AttemptFacts, 'claim' | 'values'>
}

/** Writes what was refused into the journal, bounded: anybody can be refused as often as they like. */
export interface RefusedAttempts {
  /** Takes an attempt; it is written behind the answer. */
  note(attempt: RefusedAttempt): void
  start(): void
  /** Writes what was counted and not told yet. */
  stop(): Promise<void>
}

export interface RefusedAttemptsOptions {
  journal: Pick<Journal, 'record'>
  /** Milliseconds since 1970. */
  now: () => number
  report: (error: unknown) => void
}

/** The attempts that are told apart, of each kind in an hour: what strangers can cause is told less of. */
const APART = { role: 20, 'sign-in': 10, denied: 50, foreign: 10 } as const satisfies Record<
  RefusedAttempt['kind'],
  number
>
const MOST_ADDRESSES = 10
const NOBODY = { id: '', name: '' }
const NOTHING = { id: '', title: '', subscriptionId: null }

/** Attempts that are alike; the first one is told at once, the others together when the hour is over. */
interface Group {
  attempt: RefusedAttempt
  more: number
  addresses: Set<string>
}
interface Hour {
  since: number
  groups: Map<string, Group>
  /** Those beyond what is told apart. */
  others: Group | undefined
}

/**
 * Makes the writer of refused attempts. The first of those alike (kind, reason, person, address, target) is an entry of its own, the
 * rest of its hour another one with their number, and beyond some groups a kind has one entry for all others.
 */
export function createRefusedAttempts({ journal, now, report }: RefusedAttemptsOptions): RefusedAttempts {
  const hours = new Map<RefusedAttempt['kind'], Hour>()
  const writing = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  const write = (attempt: RefusedAttempt, times: number, addresses: readonly string[], failed: () => void) => {
    const { kind, actor = NOBODY, problem, claim, environment, role, target, requestId } = attempt
    const facts: AttemptFacts = { addresses: [...addresses], times, ...claim }
    const action = kind === 'role' || kind === 'sign-in' ? 'session.refused' : 'request.refused'
    const entry = {
      actor,
      role,
      environment,
      action,
      target,
      before: null,
      after: facts,
      reason: null,
      requestId,
    } as const
    const written = journal
      .record(entry, { outcome: 'refused', problem })
      .catch((error: unknown) => {
        failed()
        report(error)
      })
      .finally(() => writing.delete(written))
    writing.add(written)
  }
  const tell = (group: Group) => {
    const { attempt, more, addresses } = group
    if (more === 0) return
    group.more = 0
    write(attempt, more, [...addresses], () => (group.more += more))
  }
  const end = ({ groups, others }: Hour) => {
    for (const group of groups.values()) tell(group)
    if (others) tell(others)
  }
  const hourOf = (kind: RefusedAttempt['kind']): Hour => {
    const known = hours.get(kind)
    if (known && now() - known.since < HOUR) return known
    if (known) end(known)
    const begun: Hour = { since: now(), groups: new Map(), others: undefined }
    hours.set(kind, begun)
    return begun
  }
  const look = () => {
    for (const [kind, hour] of hours) {
      if (now() - hour.since < HOUR) continue
      end(hour)
      hours.delete(kind)
    }
  }

  return {
    note(attempt) {
      const { kind, actor, problem, address, target } = attempt
      const hour = hourOf(kind)
      const key = JSON.stringify([problem, actor?.id, address, target.title])
      const known = hour.groups.get(key)
      if (known) known.more += 1
      else if (hour.groups.size < APART[kind]) {
        const group: Group = { attempt, more: 0, addresses: new Set([address]) }
        hour.groups.set(key, group)
        write(attempt, 1, [address], () => (group.more += 1))
      } else {
        hour.others ??= { attempt: otherOf(attempt), more: 0, addresses: new Set() }
        hour.others.more += 1
        if (hour.others.addresses.size < MOST_ADDRESSES) hour.others.addresses.add(address)
      }
    },
    start() {
      timer ??= setInterval(look, MINUTE).unref()
    },
    async stop() {
      clearInterval(timer)
      for (const hour of hours.values()) end(hour)
      hours.clear()
      await Promise.all(writing)
    },
  }
}

/** Returns the attempt that stands for many of different people and things. */
const otherOf = ({ kind, target: { type }, requestId }: RefusedAttempt): RefusedAttempt => ({
  kind,
  environment: null,
  role: null,
  address: '',
  problem: ATTEMPT_WORDS.others,
  target: { ...NOTHING, type },
  requestId,
})
