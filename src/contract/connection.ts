import { z } from 'zod'
import { Timestamp } from './upstream/common.ts'

/** A member of an answer of the API that is not as documented. Quotes nothing of any answer. */
export const ApiDifference = z.object({
  /** The answer in words: "the subscription list". */
  answer: z.string(),
  /** A JSON pointer; `*` stands for each place of a list, and for a name that the documentation does not have. */
  path: z.string(),
  /** What stood there: `absent`, `null`, or a kind of value. */
  found: z.string(),
  /** The consequence for a person: one sentence. */
  cost: z.string(),
  count: z.number().int().positive(),
  firstAt: Timestamp,
  lastAt: Timestamp,
})
export type ApiDifference = z.infer<typeof ApiDifference>

/**
 * The outcome of one question to the API. `limited`: the console works without it, at the cost that is named; `fails`: it
 * does not work.
 */
export interface ConnectionAnswer {
  subject: string
  outcome: 'works' | 'limited' | 'fails' | 'unasked'
  words: string
  cost?: string
  /** The next step of the person who connects the API, where it fails. */
  remedy?: string
}

/** The answers of an API to a round of questions that change nothing. Holds no personal data, no secret and no id. */
export interface ConnectionCheck {
  answers: ConnectionAnswer[]
  differences: ApiDifference[]
}
