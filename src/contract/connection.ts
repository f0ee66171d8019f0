import { z } from 'zod'
import { Timestamp } from './upstream/common.ts'

/** A member of an answer of the API that is not as documented. Quotes nothing of any answer. */
export const ApiDifference = z.object({
  /** The answer in words: "the subscription list". */
  answer: z.string(),
  /** A JSON pointer; `*` stands for each place of a list, and for a name that the documentation does not have. */
  path: z.string(),
  /** The kind of value that stood there: `absent`, `null`, or a kind of value. */
  found: z.string(),
  /** The consequence for a person: one sentence. */
  cost: z.string(),
  count: z.number().int().positive(),
  firstAt: Timestamp,
  lastAt: Timestamp,
})
export type ApiDifference = z.infer<typeof ApiDifference>

/** The differences of one environment's API that one process of the console met, and since when it looks. */
export const DifferenceReport = z.object({ since: Timestamp, differences: z.array(ApiDifference) })
export type DifferenceReport = z.infer<typeof DifferenceReport>

/**
 * The outcome of one question to the API. `limited`: the console works without it, at the cost that is named; `fails`: it
 * does not work. `remedy` is the next step of the person who connects the API, where it fails.
 */
const ConnectionAnswer = z.object({
  subject: z.string(),
  outcome: z.enum(['works', 'limited', 'fails', 'unasked']),
  words: z.string(),
  cost: z.string().optional(),
  remedy: z.string().optional(),
})
export type ConnectionAnswer = z.infer<typeof ConnectionAnswer>

/** The answers of an API to a round of questions that change nothing. Holds no personal data, no secret and no id. */
export const ConnectionCheck = z.object({ answers: z.array(ConnectionAnswer) })
export type ConnectionCheck = z.infer<typeof ConnectionCheck>
