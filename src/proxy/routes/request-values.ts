import type { Subscription } from '../../contract/subscription.ts'
import { Uuid } from '../../contract/upstream/common.ts'
import { type EnvironmentContext, type Environments, subscriptionAt } from '../../sync/environments.ts'
import type { ApiRequest } from '../http/guard.ts'
import { refusals } from '../words/refusals.ts'

/** Returns the context of the environment that the path names. */
export function environmentOf(environments: Environments, request: ApiRequest): EnvironmentContext {
  const context = environments.get(request.param('environment'))
  if (!context) throw refusals.noEnvironment()
  return context
}

/** Returns an id in the path. Text that is no UUID names nothing (API 1.2). */
export function idOf(request: ApiRequest, name: string): string {
  const id = Uuid.safeParse(request.param(name))
  if (!id.success) throw refusals.noId()
  return id.data
}

/** Returns the subscription that the path names, as last read, with the context of its environment. */
export async function subscriptionOf(
  environments: Environments,
  request: ApiRequest,
): Promise<{ context: EnvironmentContext; subscription: Subscription }> {
  const context = environmentOf(environments, request)
  return { context, subscription: await subscriptionAt(context, idOf(request, 'id')) }
}

/** Returns the one version in `If-Match` (RFC 9110, 13.1.1). Without it nothing says which version the person saw. */
export function versionOf({ raw }: ApiRequest): string {
  const version = /^"([^"]+)"$/.exec(raw.headers.get('if-match')?.trim() ?? '')?.[1]
  if (version === undefined) throw refusals.noVersion()
  return version
}

/** Returns the person who made the request, as the journal and a run name them. */
export function actorOf({ session: { user } }: Pick<ApiRequest, 'session'>): { id: string; name: string } {
  return { id: user.id, name: user.name }
}
