import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../address/paths.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { EmptyState } from '../../kit/feedback/EmptyState.tsx'
import { PageHeader } from '../../kit/feedback/PageHeader.tsx'
import { FileDrop } from '../../kit/text/FileDrop.tsx'
import classes from './Replay.module.css'
import { ReplayFile } from './ReplayFile.tsx'
import { replayDenied } from './replay-denied.ts'

/** Posts the events of a downloaded export to their listener, from the console. */
function ReplayFilePage() {
  const environment = useEnvironment()
  const reason = replayDenied(useSession().role, environment)
  const [file, setFile] = useState<File>()
  const back = paths.exports(environment.id)
  return (
    <>
      <PageHeader
        title="Replay a downloaded file"
        within={environment.name}
        trail={
          <Anchor component={Link} inherit className={classes.back ?? ''} to={back}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            Exports
          </Anchor>
        }
        about="The console posts the signed tokens of an exported file to their listener itself, without the ration of redelivery. It goes on without this page, and can be paused and cancelled."
      />
      {reason ? (
        <EmptyState
          title="No file can be replayed here"
          action={
            <Anchor component={Link} to={back}>
              Back to the exports
            </Anchor>
          }
        >
          {reason}.
        </EmptyState>
      ) : file ? (
        <ReplayFile file={file} onOther={() => setFile(undefined)} />
      ) : (
        <div className={classes.intake}>
          <FileDrop label="Downloaded export" accept=".ndjson,.jsonl,.json,application/x-ndjson" onFile={setFile} />
          <p className={classes.quiet}>
            Takes the file of an export as it was downloaded: one event in JSON on each line. It is looked through here
            first; nothing leaves this computer before you say so.
          </p>
        </div>
      )}
    </>
  )
}

export function replayFilePage() {
  return { Component: ReplayFilePage }
}
