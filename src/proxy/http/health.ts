import type { Trouble } from '../../contract/status.ts'
import type { StoreWatch } from './store-watch.ts'

/** The answer of `/readyz`: `ready` decides its status, the checks name the part that is not ready, `problems` say it. */
export interface Readiness {
  ready: boolean
  checks: Record<'store' | 'configuration' | 'running', 'ok' | 'failed'>
  problems: string[]
}

export interface ReadinessSources {
  storeWatch: Pick<StoreWatch, 'look'>
  config: { environments: readonly unknown[] }
  stopping: boolean
  troubles: () => Trouble[]
}

/**
 * Checks that this process can serve: the store can be written, an environment is configured, and it was not asked to
 * stop. The upstream and the sign-in provider are left out on purpose: restarting the console does not bring them back.
 * Clocks that differ are a problem to be told, and no reason not to serve.
 */
export async function readiness({ storeWatch, config, stopping, troubles }: ReadinessSources): Promise<Readiness> {
  const fault = await storeWatch.look()
  const checks = {
    store: fault ? 'failed' : 'ok',
    configuration: config.environments.length > 0 ? 'ok' : 'failed',
    running: stopping ? 'failed' : 'ok',
  } as const
  const ready = Object.values(checks).every((check) => check === 'ok')
  return { ready, checks, problems: troubles().map(({ title }) => title) }
}
