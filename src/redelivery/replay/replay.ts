import type { EnvironmentSetting } from '../../config/config.ts'
import type { Fetch } from '../../upstream/transport/network-fetch.ts'
import { createReplayPost, type Replay, type ReplayAnswer, type ReplayPost } from './post.ts'
import { createSandboxReplay } from './sandbox-post.ts'

export interface ReplayForOptions {
  /** The way to the API, and so to a sandbox. */
  fetch: Fetch
  /** The way to listeners of the world. */
  post?: ReplayPost
}

/**
 * How tokens are posted to the listeners of one environment: through the sandbox's own door where it is one, for its
 * listeners stand nowhere else; over the network, guarded, where it is not. Whether it is allowed there at all
 * (`directReplay`), to which endpoint and with which token is the caller's to know.
 */
export function replayFor(
  { sandbox, baseUrl }: Pick<EnvironmentSetting, 'sandbox' | 'baseUrl'>,
  { fetch, post = createReplayPost() }: ReplayForOptions,
): ReplayPost {
  return sandbox ? createSandboxReplay({ baseUrl, fetch }) : post
}

/** The same for all environments, by id. An unknown one posts nothing. */
export function createReplayTo(
  environments: readonly Pick<EnvironmentSetting, 'id' | 'sandbox' | 'baseUrl'>[],
  options: ReplayForOptions,
): (environment: string, replay: Replay) => Promise<ReplayAnswer> {
  const posts = new Map(environments.map((environment) => [environment.id, replayFor(environment, options)]))
  return async (environment, replay) =>
    (await posts.get(environment)?.(replay)) ?? { error: { code: 'environmentUnknown' }, sent: false }
}
