import { lazy, Suspense } from 'react'

const Troubles = lazy(async () => ({ default: (await import('./Troubles.tsx')).Troubles }))

/** Loads the strip of troubles after the first screen. */
export function LazyTroubles() {
  return (
    <Suspense fallback={null}>
      <Troubles />
    </Suspense>
  )
}
