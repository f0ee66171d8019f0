import { SECOND } from '../../contract/durations.ts'
import { StoreFault } from './store-fault.ts'

/** A store that takes longer to write one row is as good as away. */
const PATIENCE = 2 * SECOND

/**
 * Returns a look at the store that callers of the same moment share, so that one that is silent is asked once. None waits
 * longer than 2 s; then it rejects with StoreFault.
 */
export function createPulse<Found>(look: () => Promise<Found>): () => Promise<Found> {
  let looking: Promise<Found> | undefined
  return async () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new StoreFault('away', 'no answer within 2 s')), PATIENCE)
    try {
      return await Promise.race([looking, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
