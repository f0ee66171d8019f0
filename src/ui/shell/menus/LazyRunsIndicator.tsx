import { lazyPart } from '../../kit/lazy/lazy-part.tsx'

/** The indicator of runs, which is loaded after the first screen. */
export const LazyRunsIndicator = lazyPart(async () => (await import('./RunsIndicator.tsx')).RunsIndicator, {
  quiet: true,
})
