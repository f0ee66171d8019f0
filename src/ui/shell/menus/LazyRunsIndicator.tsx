import { lazy, Suspense } from 'react'

const RunsIndicator = lazy(async () => ({ default: (await import('./RunsIndicator.tsx')).RunsIndicator }))

/** Loads the indicator of runs after the first screen. */
export function LazyRunsIndicator({ environment }: { environment: string }) {
  return (
    <Suspense fallback={null}>
      <RunsIndicator environment={environment} />
    </Suspense>
  )
}
