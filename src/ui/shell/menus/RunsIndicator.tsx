import { VisuallyHidden } from '@mantine/core'
import type { ActiveRuns } from '../../../contract/run.ts'
import { useLiveRuns } from '../../api/live.ts'
import { Ring } from '../../kit/feedback/Ring.tsx'
import { lazyInner } from '../../kit/lazy/lazy-part.tsx'
import { count, counted } from '../../kit/text/count-words.ts'
import { LazyMenu } from './LazyMenu.tsx'
import classes from './RunsIndicator.module.css'
import { shownRuns } from './shown-runs.ts'
import { useRunEnds } from './use-run-ends.tsx'

const load = () => import('./RunsMenu.tsx')
const RunsMenu = lazyInner(async () => (await load()).RunsMenu)

/** Shows on every page how far the environment's runs have come, and links to them; it is empty while none runs. */
export function RunsIndicator({ environment }: { environment: string }) {
  const active = useLiveRuns(environment)
  useRunEnds(environment, active)
  const runs = shownRuns(active)
  if (runs.length === 0) return null
  const { ended, total, moving } = figures(runs)
  return (
    <LazyMenu
      load={load}
      className={classes.indicator}
      button={
        <>
          <Ring share={total === 0 ? 0 : ended / total} still={!moving} />
          <span className={classes.words}>
            <span className={classes.runs}>
              {counted(runs.length, runs.every(({ single }) => single) ? 'event' : 'run')}
            </span>
            <span className={classes.figures}>
              {count(ended)} of {count(total)}
            </span>
          </span>
          <VisuallyHidden>{moving ? 'under way' : 'not going on by themselves'}</VisuallyHidden>
        </>
      }
    >
      <RunsMenu environment={environment} />
    </LazyMenu>
  )
}

const figures = (runs: ActiveRuns['runs']) => ({
  ended: runs.reduce((sum, run) => sum + run.ended, 0),
  total: runs.reduce((sum, run) => sum + run.total, 0),
  moving: runs.some(({ state }) => state === 'running' || state === 'canary'),
})
