import type { Store } from '../../store/store.ts'

/** The answer of `/readyz`: `ready` decides its status, the checks name the part that is not ready. */
export interface Readiness {
  ready: boolean
  checks: Record<'store' | 'configuration' | 'running', 'ok' | 'failed'>
}

/**
 * Checks that this process can serve: the store answers, an environment is configured, and it was not asked to stop. The
 * upstream and the sign-in provider are left out on purpose: restarting the console does not bring them back.
 */
export async function readiness(
  store: Pick<Store, 'check'>,
  config: { environments: readonly unknown[] },
  stopping: boolean,
): Promise<Readiness> {
  const stored = await store.check().then(
    () => true,
    () => false,
  )
  const checks = {
    store: stored ? 'ok' : 'failed',
    configuration: config.environments.length > 0 ? 'ok' : 'failed',
    running: stopping ? 'failed' : 'ok',
  } as const
  return { ready: Object.values(checks).every((check) => check === 'ok'), checks }
}
