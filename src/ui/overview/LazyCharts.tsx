import { lazy, Suspense } from 'react'
import classes from './Overview.module.css'

const Charts = lazy(async () => ({ default: (await import('./charts/Charts.tsx')).Charts }))

/** Loads the charts once the list of needs is on the screen; their place is kept. */
export function LazyCharts() {
  return (
    <div className={classes.charts}>
      <Suspense fallback={null}>
        <Charts />
      </Suspense>
    </div>
  )
}
