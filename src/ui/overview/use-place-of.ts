import { may } from '../../contract/role.ts'
import type { HealthKind } from '../../contract/subscription.ts'
import { paths } from '../address/paths.ts'
import { searchOf } from '../api/client.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import type { Need } from './needs.ts'

/** Returns the address at which a need can be looked at, undefined where there is none for this person. */
export function usePlaceOf(need: Need): string | undefined {
  const { id } = useEnvironment()
  const { role } = useSession()
  switch (need.kind) {
    case 'trouble':
      return may(role, 'connection.check') ? paths.connection(id) : undefined
    case 'expiring':
      return paths.failedEvents(id) + searchOf({ expiresWithin: 24 })
    case 'failing':
    case 'silent':
      return paths.subscription(id, need.one.id)
    case 'undelivered':
      return paths.subscriptionFailedEvents(id, need.one.id)
    case 'run':
      return paths.run(id, need.run.id)
    case 'export':
      return paths.subscriptionExports(id, need.job.subscription.id)
    case 'off': {
      const [first] = need.off.items
      return need.off.count === 1 && first
        ? paths.subscription(id, first.id)
        : paths.subscriptions(id) + searchOf({ health: 'off' })
    }
    case 'behind':
      return paths.subscriptions(id)
    case 'more':
      return MORE[need.of](id)
  }
}

const ailing = (health: HealthKind) => (id: string) => paths.subscriptions(id) + searchOf({ health })

const MORE: Record<Extract<Need, { kind: 'more' }>['of'], (environment: string) => string> = {
  failing: ailing('failing'),
  undelivered: ailing('undelivered'),
  silent: ailing('silent'),
  run: paths.runs,
  export: paths.exports,
}
