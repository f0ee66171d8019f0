import type { Role } from '../../contract/role.ts'
import type { OpenSession, SessionSelection } from '../../store/sessions/sessions.ts'
import type { Store } from '../../store/store.ts'
import type { LiveSessions } from '../live/live-sessions.ts'

export interface EndingServices {
  store: Pick<Store, 'sessions' | 'journal'>
  liveSessions: Pick<LiveSessions, 'end'>
}

/** Whoever ends sessions, and why; without an actor it is the person whose sessions they are. */
export interface Ending {
  by?: { actor: { id: string; name: string }; role: Role }
  reason: string | null
  requestId: string
}

/** More sessions than this are ended in several rounds. */
const AT_ONCE = 1000

/**
 * Ends sessions with their live streams, those of other processes within a second or two, and returns how many. The journal
 * has an entry for each person, written before: nothing ends without one.
 */
export async function endSessions(
  { store: { sessions, journal }, liveSessions }: EndingServices,
  selection: SessionSelection,
  { by, reason, requestId }: Ending,
): Promise<number> {
  let ended = 0
  for (;;) {
    const found = await sessions.list(selection, AT_ONCE)
    for (const [userId, [one]] of Map.groupBy(found, ({ user }) => user.id)) {
      if (!one) continue
      const { user, role } = one
      const id = await journal.begin({
        ...(by ?? { actor: { id: user.id, name: user.name }, role }),
        action: 'session.end',
        target: { type: 'session', id: user.id, title: user.name, subscriptionId: null },
        ...{ environment: null, before: null, after: null, reason, requestId },
      })
      const gone = await sessions.endThose({ ...selection, userId })
      for (const { key } of gone) liveSessions.end(key)
      await journal.finish(id, { outcome: 'done', after: { ended: gone.map(inJournal) } })
      ended += gone.length
    }
    if (found.length < AT_ONCE) return ended
  }
}

const inJournal = ({ role, signedInAt, lastUsedAt, address, browser }: OpenSession) => ({
  role,
  signedInAt,
  lastUsedAt,
  address,
  browser,
})
