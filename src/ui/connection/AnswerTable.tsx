import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react'
import type { ConnectionAnswer } from '../../contract/connection.ts'
import { DataTable } from '../kit/table/DataTable.tsx'
import { capital } from '../kit/text/count-words.ts'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import type { Look } from '../kit/text/tones.ts'
import classes from './Connection.module.css'

const LOOKS: Record<ConnectionAnswer['outcome'], Look> = {
  works: { word: 'Works', tone: 'success', Icon: IconCircleCheck },
  limited: { word: 'Limited', tone: 'waiting', Icon: IconCircleMinus },
  fails: { word: 'Fails', tone: 'failure', Icon: IconAlertTriangle },
  unasked: { word: 'Not asked', tone: 'off', Icon: IconCircleDashed },
}

/** Shows a round of questions, a row each, with what a missing answer costs. */
export function AnswerTable({ answers }: { answers: ConnectionAnswer[] }) {
  return (
    <div className={classes.answers}>
      <DataTable label="Answers" cards sticky>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Outcome</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ subject, outcome, words, cost }) => (
            <tr key={subject}>
              <th scope="row" className={classes.subject}>
                {subject}
              </th>
              <td className={classes.outcome}>
                <ToneBadge look={LOOKS[outcome]} quiet={outcome === 'works'} />
              </td>
              <td className={classes.words}>
                {capital(words)}
                {cost ? <span className={classes.note}>{cost}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
