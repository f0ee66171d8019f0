import { lazyPart } from '../kit/lazy/lazy-part.tsx'
import classes from './Overview.module.css'

const Charts = lazyPart(async () => (await import('./charts/Charts.tsx')).Charts, { quiet: true })

/** Loads the charts once the list of needs is on the screen; their place is kept. */
export function LazyCharts() {
  return (
    <div className={classes.charts}>
      <Charts />
    </div>
  )
}
