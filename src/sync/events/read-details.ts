import type { FeedReader } from './reader.ts'

const AT_ONCE = 20
/** The most single events that one reading asks for besides the list; the next reading goes on. */
const AT_MOST = 200

/**
 * Reads by themselves the events of which the list does not tell all (API 5.1, 5.2): those that failed first, then the
 * newest. One that cannot be read, or is not offered by itself, stays as the list has it.
 */
export async function readDetails(reader: FeedReader): Promise<void> {
  const { index, feed } = reader
  const due = await index.duePositions(feed.id, AT_MOST)
  for (let start = 0; start < due.length; start += AT_ONCE) {
    const ids = due.slice(start, start + AT_ONCE).map(({ id }) => id)
    const readAt = reader.now()
    const answers = await Promise.allSettled(ids.map((id) => reader.get(id)))
    const events = answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : []))
    await reader.save({ state: {}, events, readAt })
    const untold = ids.filter((_, at) => answers[at]?.status === 'fulfilled' && answers[at].value === undefined)
    await index.notDue(feed.id, untold)
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  }
}
