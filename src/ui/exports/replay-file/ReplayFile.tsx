import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Subscription } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { ProblemNotice } from '../../components/ProblemPanel.tsx'
import { useLeaveGuard } from '../../components/use-leave-guard.tsx'
import { notify } from '../../kit/feedback/notify.ts'
import { counted } from '../../kit/text/count-words.ts'
import { BrokenLines } from './BrokenLines.tsx'
import { FileSummary } from './FileSummary.tsx'
import { eventsOfOthers, nameOfFile } from './file-words.ts'
import { OldTokens } from './OldTokens.tsx'
import classes from './Replay.module.css'
import { ReplayBar } from './ReplayBar.tsx'
import { ReplayFields, type ReplayWishes } from './ReplayFields.tsx'
import { ReplayWords } from './ReplayWords.tsx'
import { replayBlocked } from './replay-blocked.ts'
import { useFileContents } from './use-file-contents.ts'
import { useFileRun } from './use-file-run.ts'

interface ReplayFileProps {
  file: File
  onOther: () => void
}

/** Shows the file's contents, the listener, the options, their meaning, and the button that posts the events. */
export function ReplayFile({ file, onOther }: ReplayFileProps) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const { read, contents, lost } = useFileContents(file)
  const [chosen, setChosen] = useState<Subscription>()
  const [skip, setSkip] = useState(false)
  const [old, setOld] = useState(false)
  const [wishes, setWishes] = useState<ReplayWishes>({ name: nameOfFile(file.name), reason: '', pace: 5, canary: true })
  const run = useFileRun(environment.id)
  const [named] = contents?.subscriptions.keys() ?? []
  const meant = useQuery({
    ...subscriptionQueries.detail(environment.id, named ?? ''),
    enabled: named !== undefined && !chosen,
  })
  const listener = chosen ?? meant.data
  const { dialog: leaveDialog } = useLeaveGuard({
    held: run.pending,
    words: {
      title: 'Leave while the file is sent?',
      text: 'Nothing is posted to the listener of a file that did not arrive whole.',
      leave: 'Leave and stop sending',
    },
  })
  // Runs after the leave guard, which has let go by the time this leads away.
  useEffect(() => {
    if (!run.made) return
    void notify({ tone: 'waiting', title: 'The run has started', text: 'It goes on without this page.' })
    void navigate(paths.run(environment.id, run.made), { replace: true })
  }, [run.made, environment.id, navigate])
  const others = contents && listener ? eventsOfOthers(contents.subscriptions, listener.id) : 0
  const broken = Math.max((contents?.broken ?? 0) + others, run.brokenLines.length)
  const oldWords =
    run.oldWords ??
    (contents && contents.old > 0 ? `${counted(contents.old, 'token is', 'tokens are')} older than 7 days` : undefined)
  const unconfirmed = oldWords !== undefined && !old
  const reason = replayBlocked({ file, contents, lost, others, broken, skip, unconfirmed, listener, name: wishes.name })
  const submit = () => {
    if (listener && reason === undefined && !run.pending) run.start({ file, listener, skip, old, ...wishes })
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FileSummary
        file={file}
        read={read}
        contents={contents}
        lost={lost}
        onOther={run.pending ? undefined : onOther}
      />
      <div className={classes.columns} inert={run.pending}>
        <ReplayFields
          listener={listener}
          meant={listener !== undefined && listener.id === named}
          wishes={wishes}
          onListener={setChosen}
          onChange={(patch) => setWishes((now) => ({ ...now, ...patch }))}
        />
        <div className={classes.side}>
          {broken > 0 && (contents?.events ?? 0) > others ? (
            <BrokenLines
              count={broken}
              others={others}
              reported={run.brokenLines.length > 0 ? run.brokenLines : (contents?.reported ?? [])}
              skip={skip}
              onSkip={setSkip}
            />
          ) : null}
          {oldWords && !lost ? <OldTokens words={oldWords} confirmed={old} onConfirm={setOld} /> : null}
          <ReplayWords contents={contents} listener={listener} />
        </div>
      </div>
      {run.problem ? <ProblemNotice problem={run.problem} /> : null}
      <ReplayBar
        file={file}
        contents={contents}
        listener={listener}
        pace={wishes.pace}
        run={run}
        disabledReason={reason}
        others={others}
      />
      {leaveDialog}
    </form>
  )
}
