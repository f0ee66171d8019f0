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
 * Returns how tokens are posted to the listeners of one environment: through the sandbox's own door where it is one,
 * because its listeners exist nowhere else, and over the guarded network otherwise. The caller checks whether replay is
 * allowed there (`directReplay`), and chooses endpoint and token.
 */
export function replayFor(
  { sandbox, baseUrl }: Pick<EnvironmentSetting, 'sandbox' | 'baseUrl'>,
  { fetch, post = createReplayPost() }: ReplayForOptions,
): ReplayPost {
  return sandbox ? createSandboxReplay({ baseUrl, fetch }) : post
}

/** Returns how tokens are posted in every environment, by id. An unknown one posts nothing. */
export function createReplayTo(
  environments: readonly Pick<EnvironmentSetting, 'id' | 'sandbox' | 'baseUrl'>[],
  options: ReplayForOptions,
): (environment: string, replay: Replay) => Promise<ReplayAnswer> {
  const posts = new Map(environments.map((environment) => [environment.id, replayFor(environment, options)]))
  return async (environment, replay) =>
    (await posts.get(environment)?.(replay)) ?? { error: { code: 'environmentUnknown' }, sent: false }
}
