import type { StoredClaim } from '../../../contract/draft.ts'
import { SECOND } from '../../../contract/durations.ts'
import type { FromJudge, ToJudge } from './judge.worker.ts'
import { createJudge, type JudgeReply, type JudgeRequest } from './judging.ts'

export interface JudgeClient {
  /** Asks for a judgement; while one is under way only the newest request waits. */
  judge(request: JudgeRequest): void
  stop(): void
}

/** The time (ms) after which a judgement is given up: a `pattern` of a filter can take for ever on some texts. */
const DEADLINE = 5 * SECOND
const NOT_JUDGED = 'the events could not be judged here. The next change tries it again'
const TOO_LONG =
  'this was given up after 5 seconds. A “pattern” may take for ever on some texts: repeat nothing in it that repeats already'

/**
 * Judges beside the page, so that typing never waits for it; in the page where there are no workers. A worker that takes
 * too long is ended, and a new one goes on.
 */
export function createJudgeClient(
  events: StoredClaim[],
  tell: (reply: JudgeReply, request: JudgeRequest) => void,
): JudgeClient {
  if (typeof Worker === 'undefined') {
    const judge = createJudge(events)
    return { judge: (request) => tell(judge(request), request), stop() {} }
  }
  let worker: Worker
  let ready = false
  let missing = false
  let running: JudgeRequest | undefined
  let waiting: JudgeRequest | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined
  const post = (message: ToJudge) => worker.postMessage(message)
  const begin = () => {
    if (!ready || running || !waiting) return
    running = waiting
    waiting = undefined
    deadline = setTimeout(giveUp, DEADLINE)
    post({ kind: 'judge', request: running })
  }
  const end = (reply: JudgeReply) => {
    clearTimeout(deadline)
    const judged = running
    running = undefined
    begin()
    if (judged) tell(reply, judged)
  }
  const start = () => {
    ready = false
    missing = false
    worker = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromJudge>) => {
      if (data.kind !== 'ready') return end(data)
      ready = true
      begin()
    })
    worker.addEventListener('error', ({ message }) => {
      // Its code did not come: what waits is answered, and the next draft asks for it again.
      if (!ready) {
        missing = true
        running = waiting
        waiting = undefined
      }
      end({ kind: 'unusable', message: ready && message ? message : NOT_JUDGED })
    })
    post({ kind: 'events', events })
  }
  const giveUp = () => {
    worker.terminate()
    start()
    end({ kind: 'unusable', message: TOO_LONG })
  }
  start()
  return {
    judge(request) {
      if (missing) start()
      waiting = request
      begin()
    },
    stop() {
      clearTimeout(deadline)
      worker.terminate()
    },
  }
}
