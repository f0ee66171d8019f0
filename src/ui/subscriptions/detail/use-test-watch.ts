import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { eventQueries } from '../../api/events.ts'
import { serverNow } from '../../kit/time/server-clock.ts'
import { useSeconds } from '../../kit/time/use-now.ts'
import { type Verdict, verdictOf } from './test-verdict.ts'

/** The interval at which it is looked for, in ms. */
const LOOK = 2_000

/** The number of latest tests that are looked through: others may be testing as well. */
const LATEST = 20

interface TestWatch {
  /** Undefined until something was sent. */
  verdict: Verdict | undefined
  /** The time a person has been waiting, in ms. */
  waited: number
  /** To be called before sending: the tests that are there now are of the past. */
  remember: () => void
  /** To be called when the API took it. */
  begin: (sentAt: string) => void
}

/** Watches the stored events of a subscription for a test notification, for a bounded time. */
export function useTestWatch(environment: string, subscriptionId: string): TestWatch {
  const known = useRef<ReadonlySet<string>>(new Set())
  const [sent, setSent] = useState<{ sentAt: string; at: number; known: ReadonlySet<string> }>()
  const now = useSeconds()
  const waited = sent ? Math.max(0, now - sent.at) : 0
  const { data } = useQuery({
    ...eventQueries.page(environment, subscriptionId, { type: 'test', size: LATEST }),
    refetchInterval: ({ state }) =>
      sent && verdictOf(state.data, { ...sent, waited: serverNow() - sent.at }).is === 'watching' ? LOOK : false,
  })
  return {
    verdict: sent && verdictOf(data, { ...sent, waited }),
    waited,
    remember() {
      known.current = new Set(data?.items.map(({ id }) => id))
    },
    begin: (sentAt) => setSent({ sentAt, at: serverNow(), known: known.current }),
  }
}
