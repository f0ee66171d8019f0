import { setImmediate as othersToo } from 'node:timers/promises'

/** The number of rows that one statement takes with ease. */
export const MOST_TOGETHER = 100

/**
 * Does for several callers at once what they ask for in the same moment, and then what was asked for meanwhile, at most
 * so many at a time. `work` answers each in its place; when it fails it has failed for all of them.
 */
export function together<Asked, Answer>(most: number, work: (asked: Asked[]) => Promise<Answer[]>) {
  const waiting: { asked: Asked; answer: (answer: Answer) => void; fail: (error: unknown) => void }[] = []
  let working = false

  const workOff = async () => {
    working = true
    while (waiting.length > 0) {
      await othersToo()
      const group = waiting.splice(0, most)
      try {
        const answers = await work(group.map(({ asked }) => asked))
        for (const [place, { answer }] of group.entries()) answer(answers[place] as Answer)
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
    }
    working = false
  }

  return (asked: Asked) =>
    new Promise<Answer>((answer, fail) => {
      waiting.push({ asked, answer, fail })
      if (!working) void workOff()
    })
}
