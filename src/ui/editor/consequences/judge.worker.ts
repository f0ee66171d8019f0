import type { StoredClaim } from '../../../contract/draft.ts'
import { createJudge, type JudgeReply, type JudgeRequest } from './judging.ts'

/** Events once, then one request for each state of the draft. */
export type ToJudge = { kind: 'events'; events: StoredClaim[] } | { kind: 'judge'; request: JudgeRequest }

let judge = createJudge([])

addEventListener('message', ({ data }: MessageEvent<ToJudge>) => {
  if (data.kind === 'events') judge = createJudge(data.events)
  else postMessage(judge(data.request) satisfies JudgeReply)
})
