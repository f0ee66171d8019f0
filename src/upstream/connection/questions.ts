import type { ConnectionAnswer } from '../../contract/connection.ts'
import { Refusal } from '../../contract/refusal.ts'
import { UpstreamFault } from '../transport/fault.ts'
import { CONNECTING, FOUND, LOSSES, type Subject } from './words.ts'

/** An answer that came and does not do: its words say why, `cost` where it is another than that of no answer at all. */
export class Limited extends Error {
  readonly cost: string | undefined

  constructor(words: string, cost?: string) {
    super(words)
    this.cost = cost
  }
}

/** The words for what was found, and for what is missing in it. */
export interface Shortfall {
  words: string
  cost: string
}

/** Asks one question after the other and keeps what came of each. */
export interface Questions {
  readonly answers: ConnectionAnswer[]
  /** Asks and words what was found. Returns undefined for a refusal, which is kept as the answer. */
  ask<Found>(
    subject: Subject,
    question: () => Promise<Found>,
    words: (found: Found) => string | Shortfall,
  ): Promise<Found | undefined>
  /** Notes questions that were not asked, for one reason. */
  skip(why: string, ...subjects: Subject[]): void
}

export function createQuestions(): Questions {
  const answers: ConnectionAnswer[] = []
  return {
    answers,
    async ask(subject, question, words) {
      try {
        const found = await question()
        const told = words(found)
        const answer =
          typeof told === 'string'
            ? { outcome: 'works' as const, words: told }
            : { outcome: 'limited' as const, ...told }
        answers.push({ subject, ...answer })
        return found
      } catch (error) {
        answers.push({ subject, ...refused(error, LOSSES[subject]) })
        return undefined
      }
    },
    skip(why, ...subjects) {
      for (const subject of subjects) answers.push({ subject, outcome: 'unasked', words: why })
    },
  }
}

/** The answers of an API that does not have a call. */
const NOT_OFFERED = [404, 405, 410]

/** Words a refusal without the API's own text, which may quote ids. Throws what is none. */
const refused = (error: unknown, loss: string | null): Omit<ConnectionAnswer, 'subject'> => {
  const cost = loss === null ? { outcome: 'fails' as const } : { outcome: 'limited' as const, cost: loss }
  if (error instanceof Limited)
    return { ...cost, words: error.message, ...(error.cost !== undefined && { cost: error.cost }) }
  if (!(error instanceof Refusal)) throw error
  if (loss !== null && NOT_OFFERED.includes(error.problem.upstreamStatus ?? 0))
    return { ...cost, words: FOUND.notOffered(error.problem.upstreamStatus) }
  const { title, code, remedy, upstreamStatus, differs } = error.problem
  const network = error.cause instanceof UpstreamFault ? error.cause.code : undefined
  const details = [differs ?? upstreamStatus, network].filter((detail) => detail !== undefined)
  const words = details.length > 0 ? `${title} (${details.join(', ')})` : title
  return { ...cost, words, ...(loss === null && { remedy: CONNECTING[code] ?? remedy }) }
}
