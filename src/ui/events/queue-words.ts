import type { QueuedReply } from '../../contract/run.ts'
import type { Notice } from '../kit/feedback/notice.ts'
import { durationWords } from '../kit/time/duration.ts'

const before = (ahead: number) => (ahead === 0 ? '' : ` (${ahead} before it)`)

const certainWords = (at: string, now: number): string => {
  const left = Date.parse(at) - now
  const when = left > 0 ? `in ${durationWords(left)}` : 'any moment'
  return `Certain ${when}; sent a second time at most, and only if there is no trace of the first call by then.`
}

/** Returns the notice for the redelivery of one event. Scheduled is not delivered. `now` is in ms. */
export function queuedNotice({ state, note, goesOutAt, certainAt, ahead }: QueuedReply, now: number): Notice {
  const text = note ? { text: note } : {}
  switch (state) {
    case 'scheduled':
      return { tone: 'waiting', title: 'Redelivery scheduled', text: 'Its state is followed until it ends.' }
    case 'delivered':
      return { tone: 'success', title: 'Delivered', ...text }
    case 'already':
      return { tone: 'success', title: 'Not needed', ...text }
    case 'failed':
      return { tone: 'failure', title: 'Failed again', ...text }
    case 'refused':
    case 'expired':
    case 'cancelled':
      return { tone: 'failure', title: 'It was not sent', ...text }
    case 'sending':
    case 'unknown':
      if (certainAt !== null) return { tone: 'waiting', title: 'No answer came', text: certainWords(certainAt, now) }
      return { tone: 'waiting', title: 'Sent', text: note ?? 'What came of it is not known yet.' }
    case 'untraced':
      return { tone: 'waiting', title: 'Sent', text: note ?? 'What came of it is not known yet.' }
    case 'held':
      return { tone: 'waiting', title: 'It is held in a run', ...text }
    case 'waiting':
      return goesOutAt === null
        ? { tone: 'waiting', title: 'It waits for its turn', ...text }
        : {
            tone: 'waiting',
            title: `Goes out in ${durationWords(Date.parse(goesOutAt) - now)}${before(ahead)}`,
            ...text,
          }
  }
}
