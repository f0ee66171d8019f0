import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Plan } from '../../../contract/plan.ts'
import { denied } from '../../../contract/role.ts'
import type { RunOptions } from '../../../contract/run.ts'
import { replayAudiences } from '../../api/replay-audiences.ts'
import { useEnvironment, useSession } from '../../api/use-session.ts'
import { announce } from '../../kit/feedback/announce.ts'
import { audienceWords, samplesOf } from './audience-words.ts'
import classes from './NewRun.module.css'

interface AudienceNoteProps {
  plan: Plan
  options: RunOptions
}

/** Warns before a direct replay when sampled tokens were made for other endpoints than they would be posted to. */
export function AudienceNote({ plan, options: { way } }: AudienceNoteProps) {
  const environment = useEnvironment()
  const { role } = useSession()
  const replays = way === 'replay' && denied(role, 'event.replay') === undefined
  const { data } = useQuery(replayAudiences(environment.id, replays ? samplesOf(plan) : []))
  const words = replays && data ? audienceWords(plan, data.audiences).join(' ') : ''
  useEffect(() => {
    if (words) announce(words)
  }, [words])
  return words ? (
    <p className={classes.note}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{words}</span>
    </p>
  ) : null
}
