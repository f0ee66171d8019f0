import { lazyPart } from '../kit/lazy/lazy-part.tsx'

const load = () => import('./Numbers.tsx')

/** The number beside a link, which is loaded after the first screen. */
export const LazyNavNumber = lazyPart(async () => (await load()).NavNumber, { quiet: true })

/** Marks the tab; loaded after the first screen. */
export const LazyTabAttention = lazyPart(async () => (await load()).TabAttention, { quiet: true })
