import { useEffect, useRef, useState } from 'react'
import type { StoredClaim } from '../../../contract/draft.ts'
import { createJudgeClient, type JudgeClient } from './judge-client.ts'
import type { JudgeReply, JudgeRequest } from './judging.ts'

interface Judged {
  /** The last judgement; undefined before the first one. */
  reply: JudgeReply | undefined
  /** The draft is newer than the judgement. */
  behind: boolean
}

/** Judges a draft over stored events whenever either changes; the last judgement stays until the next one is there. */
export function useJudgement(events: StoredClaim[] | undefined, request: JudgeRequest): Judged {
  const [judged, setJudged] = useState<{ reply: JudgeReply; request: JudgeRequest }>()
  const client = useRef<JudgeClient>(undefined)
  useEffect(() => {
    if (!events) return
    const started = createJudgeClient(events, (reply, of) => setJudged({ reply, request: of }))
    client.current = started
    return () => {
      client.current = undefined
      started.stop()
    }
  }, [events])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other events are judged anew
  useEffect(() => client.current?.judge(request), [request, events])
  return { reply: judged?.reply, behind: events !== undefined && judged?.request !== request }
}
