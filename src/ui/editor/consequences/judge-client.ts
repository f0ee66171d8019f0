import type { StoredClaim } from '../../../contract/draft.ts'
import type { ToJudge } from './judge.worker.ts'
import { createJudge, type JudgeReply, type JudgeRequest } from './judging.ts'

export interface JudgeClient {
  /** Asks for a judgement; while one is under way only the newest request waits. */
  judge(request: JudgeRequest): void
  stop(): void
}

/** Judges beside the page, so that typing never waits for it; in the page where there are no workers. */
export function createJudgeClient(
  events: StoredClaim[],
  tell: (reply: JudgeReply, request: JudgeRequest) => void,
): JudgeClient {
  if (typeof Worker === 'undefined') {
    const judge = createJudge(events)
    return { judge: (request) => tell(judge(request), request), stop() {} }
  }
  const worker = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToJudge) => worker.postMessage(message)
  let running: JudgeRequest | undefined
  let waiting: JudgeRequest | undefined
  const begin = (request: JudgeRequest | undefined) => {
    running = request
    waiting = undefined
    if (request) post({ kind: 'judge', request })
  }
  worker.addEventListener('message', ({ data }: MessageEvent<JudgeReply>) => {
    const [done, next] = [running, waiting]
    begin(next)
    if (done) tell(data, done)
  })
  worker.addEventListener('error', (event) => {
    const [done, next] = [running, waiting]
    begin(next)
    if (done) tell({ kind: 'unusable', message: event.message || 'The events could not be judged' }, done)
  })
  post({ kind: 'events', events })
  return {
    judge(request) {
      if (running) waiting = request
      else begin(request)
    },
    stop: () => worker.terminate(),
  }
}
