import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../api/problem.ts'
import { readAllSubscriptions } from '../api/subscription-file.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemPanel } from '../components/ProblemPanel.tsx'
import { count } from '../kit/text/count-words.ts'
import classes from './CopyIn.module.css'
import { Direction } from './Direction.tsx'
import type { Taken } from './Intake.tsx'
import { Preview } from './Preview.tsx'

interface CompareFileProps {
  taken: Taken
  /** Another file instead. */
  onOther: () => void
}

/** Reads what the environment has, and puts the file beside it; anew whenever that is asked for. */
export function CompareFile({ taken, onOther }: CompareFileProps) {
  const environment = useEnvironment()
  const [turn, setTurn] = useState(1)
  const [running, setRunning] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['environments', environment.id, 'compare-with-file', turn],
    queryFn: ({ signal }) => readAllSubscriptions(environment.id, signal),
    // A preview that changes under the hands of whoever decides by it would be worse than one that is a little old.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <>
      <Direction taken={taken} running={running} onOther={onOther} />
      {error ? (
        <ProblemPanel
          problem={problemOf(error)}
          onRetry={() => void refetch()}
          actions={<Button onClick={onOther}>Another file</Button>}
        />
      ) : null}
      {data && data.missing > 0 ? (
        <p className={classes.missing}>
          The API did not hand out {count(data.missing)} of the subscriptions that it counts here. What is shown as new
          may be one of them.
        </p>
      ) : null}
      {data ? (
        <Preview
          key={turn}
          file={taken.file}
          existing={data.subscriptions}
          onRunning={setRunning}
          onAgain={() => setTurn((now) => now + 1)}
        />
      ) : error ? null : (
        <p role="status" className={classes.quiet}>
          {isFetching ? `Reading the subscriptions of ${environment.name}…` : ''}
        </p>
      )}
    </>
  )
}
