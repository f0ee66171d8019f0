import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OpenSession } from '../../contract/session.ts'
import { useAddress } from '../address/use-address.ts'
import { problemOf } from '../api/problem.ts'
import { endSessions, openSessionQueries, type SessionScope } from '../api/sessions.ts'
import { ProblemNotice } from '../components/ProblemPanel.tsx'
import { ActionButton } from '../kit/feedback/ActionButton.tsx'
import { notify } from '../kit/feedback/notify.ts'
import { FilterBar, SearchInput } from '../kit/table/FilterBar.tsx'
import { NothingMatches } from '../kit/table/NothingMatches.tsx'
import { count, counted } from '../kit/text/count-words.ts'
import { EndDialog, type EndQuestion } from './EndDialog.tsx'
import classes from './Sessions.module.css'
import { SessionTable } from './SessionTable.tsx'
import { SessionsAddress } from './sessions-address.ts'

/** Lists sessions, with the way to end one of them or all others. */
export function SessionList({ scope }: { scope: SessionScope }) {
  const { query, change } = useAddress(SessionsAddress)
  const { data, error, refetch } = useSuspenseQuery(openSessionQueries.list(scope))
  const end = useMutation(endSessions(scope))
  // The words stay while the dialog closes.
  const [question, setQuestion] = useState<EndQuestion>({ others: 0 })
  const [asking, setAsking] = useState(false)
  const ask = (next: EndQuestion) => {
    end.reset()
    setQuestion(next)
    setAsking(true)
  }
  const others = data.items.filter(({ current }) => !current).length
  const shown = data.items.filter((session) => isNamed(session, query.q))
  const number = (
    <span className={classes.count}>
      {counted(data.items.length, 'session')}
      {data.more ? ', those used last' : ''}
    </span>
  )
  const endOthers = (
    <ActionButton
      disabledReason={others === 0 ? 'There is no other session' : undefined}
      onClick={() => ask({ others })}
    >
      End all others…
    </ActionButton>
  )
  return (
    <>
      {scope === 'all' ? (
        <FilterBar label="Search the sessions" end={endOthers}>
          <SearchInput label="Who" value={query.q} onChange={(q) => change({ q }, { replace: true })} />
          {number}
        </FilterBar>
      ) : (
        <div className={classes.top}>
          {number}
          {endOthers}
        </div>
      )}
      {error ? <ProblemNotice problem={problemOf(error)} onRetry={() => void refetch()} /> : null}
      {shown.length === 0 ? (
        <NothingMatches what="sessions" all={data.items.length} onClear={() => change({ q: '' })} />
      ) : (
        <SessionTable sessions={shown} scope={scope} onEnd={(session) => ask({ session })} />
      )}
      <EndDialog
        opened={asking}
        question={question}
        scope={scope}
        pending={end.isPending}
        problem={end.error ? problemOf(end.error) : undefined}
        onConfirm={() =>
          end.mutate('session' in question ? { id: question.session.id } : { others: true }, {
            onSuccess({ ended }) {
              setAsking(false)
              void notify({
                tone: 'success',
                title:
                  ended === 0
                    ? 'It had ended already'
                    : `${count(ended)} ${ended === 1 ? 'session' : 'sessions'} ended`,
              })
            },
          })
        }
        onClose={() => setAsking(false)}
      />
    </>
  )
}

const isNamed = ({ user }: OpenSession, words: string): boolean =>
  [user.name, user.email ?? '', user.id].some((text) => text.toLowerCase().includes(words.toLowerCase()))
