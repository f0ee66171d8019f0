import { lazyPart } from '../kit/lazy/lazy-part.tsx'

/** The strip of troubles, which is loaded after the first screen. */
export const LazyTroubles = lazyPart(async () => (await import('./Troubles.tsx')).Troubles, { quiet: true })
