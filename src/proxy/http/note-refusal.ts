import type { Refusal } from '../../contract/refusal.ts'
import { type Action, denied } from '../../contract/role.ts'
import type { ClientAddress } from './client-address.ts'
import type { RefusedAttempts } from './refused-attempts.ts'
import { incomingOf, type RequestContext } from './request.ts'

export interface NotingOptions {
  refused: Pick<RefusedAttempts, 'note'>
  addressOf: ClientAddress
  /** The environments that there are: a path may name any. */
  environments: readonly { id: string }[]
}

const LONGEST_PATH = 200

/**
 * Notes a request that was refused because of who asked: in a role that may not, from another page, or too often. Other refusals are
 * about what was asked, and no attempt at anything.
 */
export function noteRefusal(
  { refused, addressOf, environments }: NotingOptions,
  c: RequestContext,
  { needs, needsMore }: { needs: Action; needsMore: Action | undefined },
  { problem: { code, title, retryAfter } }: Refusal,
): void {
  const tooOften = code === 'too_many_requests' && retryAfter !== undefined
  if (code !== 'role_missing' && code !== 'cross_site' && !tooOften) return
  const session = c.get('session')
  const environment = c.req.param('environment') ?? ''
  const wanted = session && !denied(session.role, needs) ? (needsMore ?? needs) : needs
  refused.note({
    kind: session ? 'denied' : 'foreign',
    actor: session && { id: session.user.id, name: session.user.name },
    role: session?.role ?? null,
    environment: environments.some(({ id }) => id === environment) ? environment : null,
    address: addressOf(incomingOf(c)),
    problem: title,
    target: {
      type: 'request',
      id: `${c.req.method} ${c.req.path}`.slice(0, LONGEST_PATH),
      title: tooOften ? needs : wanted,
      subscriptionId: null,
    },
    requestId: c.get('requestId'),
  })
}
