import type { Store } from '../../store/store.ts'

/** What `/readyz` says: `ready` is the answer's status, the checks say which part is not. */
export interface Readiness {
  ready: boolean
  checks: Record<'store' | 'configuration' | 'running', 'ok' | 'failed'>
}

/**
 * Whether this process can serve: the store answers, an environment is configured, and nobody asked it to stop. The
 * upstream and the sign-in provider are left out on purpose: when they are down, restarting the console helps nobody.
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
