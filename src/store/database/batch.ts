import { setImmediate as yieldToEventLoop } from 'node:timers/promises'

/** The number of rows that one statement takes with ease. */
export const BATCH_SIZE = 100

/**
 * Returns a function whose calls of the same moment are worked off as one batch of at most `most`, then those that came
 * meanwhile. `work` answers each call in its place; when it fails, all calls of its batch fail.
 */
export function inBatches<Asked, Answer>(most: number, work: (asked: Asked[]) => Promise<Answer[]>) {
  const waiting: { asked: Asked; answer: (answer: Answer) => void; fail: (error: unknown) => void }[] = []
  let working = false

  const workOffBatches = async () => {
    working = true
    while (waiting.length > 0) {
      await yieldToEventLoop()
      const batch = waiting.splice(0, most)
      try {
        const answers = await work(batch.map(({ asked }) => asked))
        for (const [at, { answer }] of batch.entries()) answer(answers[at] as Answer)
      } catch (error) {
        for (const { fail } of batch) fail(error)
      }
    }
    working = false
  }

  return (asked: Asked) =>
    new Promise<Answer>((answer, fail) => {
      waiting.push({ asked, answer, fail })
      if (!working) void workOffBatches()
    })
}
