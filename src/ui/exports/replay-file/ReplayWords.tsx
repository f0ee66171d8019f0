import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Subscription } from '../../../contract/subscription.ts'
import { counted } from '../../kit/text/count-words.ts'
import { addressedElsewhere } from './file-words.ts'
import classes from './Replay.module.css'
import type { FileContents } from './read-export-file.ts'

interface ReplayWordsProps {
  contents: FileContents | undefined
  listener: Subscription | undefined
}

/** Words the meaning of replaying a file, and the cautions for this one. */
export function ReplayWords({ contents, listener }: ReplayWordsProps) {
  const elsewhere = contents && listener ? addressedElsewhere(contents.audiences, listener.endpoint) : 0
  return (
    <section className={classes.meaning} aria-labelledby="replay-meaning">
      <h2 id="replay-meaning">What this means</h2>
      {elsewhere > 0 ? (
        <Warning>
          {counted(elsewhere, 'token was', 'tokens were')} made for another endpoint: their audience (aud) is not the
          one the subscription has now. A listener that checks the audience turns them away.
        </Warning>
      ) : null}
      <ul>
        <li>Identity Cloud does not learn of it: it still lists the events as failed.</li>
        <li>
          The listener may get an event twice, and must recognise by its id what it has already. Replaying the same file
          again sends everything again.
        </li>
        <li>If no answer comes, nobody knows whether an event arrived; it is not sent again by itself.</li>
        <li>Events are sent as they were signed: what they tell may have changed since.</li>
      </ul>
    </section>
  )
}

const Warning = ({ children }: { children: ReactNode }) => (
  <p className={classes.warning}>
    <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
    <span>{children}</span>
  </p>
)
