import type { StoredClaim } from '../../../contract/draft.ts'
import { createJudge, type JudgeReply, type JudgeRequest } from './judging.ts'

/** Events once, then one request for each state of the draft. */
export type ToJudge = { kind: 'events'; events: StoredClaim[] } | { kind: 'judge'; request: JudgeRequest }

/** `ready` once, after the events have come; then a reply to each request. */
export type FromJudge = { kind: 'ready' } | JudgeReply

let judge = createJudge([])

addEventListener('message', ({ data }: MessageEvent<ToJudge>) => {
  if (data.kind === 'events') judge = createJudge(data.events)
  postMessage((data.kind === 'events' ? { kind: 'ready' } : judge(data.request)) satisfies FromJudge)
})
