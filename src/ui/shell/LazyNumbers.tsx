import { lazy, Suspense } from 'react'
import type { Numbered } from './number-ids.ts'

const load = () => import('./Numbers.tsx')
const NavNumber = lazy(async () => ({ default: (await load()).NavNumber }))
const TabAttention = lazy(async () => ({ default: (await load()).TabAttention }))

/** Loads the number beside a link after the first screen. */
export function LazyNavNumber(props: { environment: string; of: Numbered }) {
  return (
    <Suspense fallback={null}>
      <NavNumber {...props} />
    </Suspense>
  )
}

/** Loads what marks the tab after the first screen. */
export function LazyTabAttention(props: { environment: string }) {
  return (
    <Suspense fallback={null}>
      <TabAttention {...props} />
    </Suspense>
  )
}
