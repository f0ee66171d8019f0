import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { paths } from '../../address/paths.ts'
import { runQueries } from '../../api/runs.ts'
import { RUN_LOOKS } from '../../components/run-looks.ts'
import { Ring } from '../../kit/feedback/Ring.tsx'
import { count } from '../../kit/text/count-words.ts'
import { Moment } from '../../kit/time/Moment.tsx'
import classes from './RunsIndicator.module.css'
import { shownRuns } from './shown-runs.ts'

/** Runs named in the menu; the page of all runs has the others. */
const NAMED = 8

/** Lists the active runs, each a link to its page. */
export function RunsMenu({ environment }: { environment: string }) {
  const { data } = useQuery({ ...runQueries.active(environment), enabled: false })
  const navigate = useNavigate()
  const runs = shownRuns(data)
  return (
    <>
      {runs.slice(0, NAMED).map(({ id, name, state, ended, total, endsAt }) => (
        <Menu.Item
          key={id}
          leftSection={
            <Ring share={total === 0 ? 0 : ended / total} still={state !== 'running' && state !== 'canary'} />
          }
          onClick={() => void navigate(paths.run(environment, id))}
        >
          <span className={classes.name}>{name}</span>
          <span className={classes.about}>
            {RUN_LOOKS[state].word}, {count(ended)} of {count(total)}
            {endsAt ? (
              <>
                , ends <Moment at={endsAt} />
              </>
            ) : null}
          </span>
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => void navigate(paths.runs(environment))}>All runs</Menu.Item>
    </>
  )
}
