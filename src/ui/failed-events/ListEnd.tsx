import { problemOf } from '../api/problem.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { count } from '../kit/text/count-words.ts'
import classes from './FailedList.module.css'
import type { useFailedList } from './use-failed-list.ts'

/** Ends the list: more to load, the problem of loading it, or that this is all. */
export function ListEnd({ list, total }: { list: ReturnType<typeof useFailedList>; total: number | undefined }) {
  const { error, hasMore, items, retry } = list
  if (error) {
    return (
      <div className={classes.end}>
        <ProblemNotice problem={problemOf(error)} onRetry={retry} />
      </div>
    )
  }
  const loaded = count(items.length)
  return (
    <p className={classes.end}>
      {hasMore
        ? `${loaded}${total === undefined ? '' : ` of ${count(total)}`} loaded; more come as you scroll`
        : `All ${loaded} shown`}
    </p>
  )
}
