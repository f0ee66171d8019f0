import { Button } from '@mantine/core'
import { IconCheck, IconCopy, IconPlugConnected } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import type { ConnectionAnswer } from '../../contract/connection.ts'
import { byCost, connectionReport } from '../../contract/words/connection-report.ts'
import { checkConnection, connectionQueries } from '../api/connection.ts'
import { problemOf } from '../api/problem.ts'
import { useEnvironment } from '../api/use-session.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { announce } from '../kit/feedback/announce.ts'
import { counted } from '../kit/text/count-words.ts'
import { useCopy } from '../kit/text/use-copy.ts'
import { Time } from '../kit/time/Time.tsx'
import { AnswerTable } from './AnswerTable.tsx'
import classes from './Connection.module.css'
import { DifferenceTable } from './DifferenceTable.tsx'

/** Shows the answers of the last check made here and all differences so far, with one report of both to copy. */
export function ConnectionReport() {
  const { id } = useEnvironment()
  const { data } = useSuspenseQuery(connectionQueries.differences(id))
  const check = useMutation({
    ...checkConnection(id),
    onSuccess: (reply) => announce(verdictOf(reply.answers)),
  })
  const { copied, copy } = useCopy('report')
  const answers = check.data?.answers
  const differences = byCost(data.differences)
  const CopyIcon = copied ? IconCheck : IconCopy
  return (
    <div className={classes.page}>
      <div className={classes.actions}>
        <Button
          leftSection={<IconPlugConnected size={16} stroke={1.75} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          Check now
        </Button>
        <Button
          variant="default"
          leftSection={<CopyIcon size={16} stroke={1.75} aria-hidden />}
          onClick={() => void copy(connectionReport({ answers, differences }))}
        >
          Copy report
        </Button>
        <span className={classes.hint}>
          A check reads one thing of each kind and changes nothing. The report holds no personal data, no secret and no
          id.
        </span>
      </div>
      {check.error ? <ProblemNotice problem={problemOf(check.error)} onRetry={() => check.mutate()} /> : null}
      <section className={classes.section} aria-label="Last check" hidden={!answers}>
        <h2 className={classes.title}>What the API answered</h2>
        <p className={classes.verdict}>{answers ? verdictOf(answers) : ''}</p>
        {answers ? <AnswerTable answers={answers} /> : null}
      </section>
      <section className={classes.section} aria-label="Differences">
        <h2 className={classes.title}>Differences from the documentation</h2>
        <p className={classes.verdict}>
          {differences.length === 0 ? 'None' : counted(differences.length, 'difference')} met in answers since this
          console was started, <Time at={data.since} />.
        </p>
        {differences.length > 0 ? <DifferenceTable differences={differences} /> : null}
      </section>
    </div>
  )
}

/** Sums the answers up in a sentence, with the next step where the API does not do. */
const verdictOf = (answers: ConnectionAnswer[]): string => {
  const failed = answers.filter(({ outcome }) => outcome === 'fails')
  const limited = answers.filter(({ outcome }) => outcome === 'limited')
  if (failed.length > 0) return `It does not work. ${failed.find(({ remedy }) => remedy)?.remedy ?? ''}`
  return limited.length > 0 ? `It works, with ${counted(limited.length, 'limit')}.` : 'It works.'
}
