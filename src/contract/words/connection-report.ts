import type { ApiDifference, ConnectionAnswer } from '../connection.ts'
import { COSTS } from '../upstream/reading.ts'

const OUTCOMES = { works: 'works', limited: 'limited', fails: 'FAILS', unasked: 'not asked' } as const

/** The content of a report: `answers` are left out where the API was not asked. */
export interface Reported {
  answers?: ConnectionAnswer[] | undefined
  differences: ApiDifference[]
}

/**
 * Returns the text about an API that people print, copy and send: a line for each question, then the differences. It holds
 * nothing of what the API answered.
 */
export function connectionReport({ answers = [], differences }: Reported): string {
  return [...answerLines(answers), ...(answers.length > 0 ? [''] : []), ...differenceLines(differences)].join('\n')
}

const answerLines = (answers: ConnectionAnswer[]): string[] => {
  const width = Math.max(...answers.map(({ subject }) => subject.length))
  return answers.flatMap(({ subject, outcome, words, cost }) => [
    `  ${OUTCOMES[outcome].padEnd(9)}  ${subject.padEnd(width)}  ${words}`,
    ...(cost === undefined ? [] : [`${' '.repeat(width + 15)}${cost}`]),
  ])
}

const differenceLines = (differences: ApiDifference[]): string[] => {
  if (differences.length === 0) return ['No difference from the documentation of the API was met.']
  const many = differences.length === 1 ? 'One difference' : `${differences.length} differences`
  return [
    `${many} from the documentation of the API:`,
    ...byCost(differences).flatMap(({ path, answer, found, count, cost }) => [
      `  ${path || '/'} of ${answer}: ${found}${count === 1 ? '' : `, ${count} times`}`,
      `    ${cost}`,
    ]),
  ]
}

/** Returns the differences by what they cost: an object that cannot be read first, nothing last. */
export function byCost(differences: ApiDifference[]): ApiDifference[] {
  const rank = (one: ApiDifference) => (one.cost === COSTS.unreadable ? 0 : isHarmless(one) ? 2 : 1)
  return differences.toSorted((one, other) => rank(one) - rank(other))
}

/** Returns true for a difference that costs nobody anything. */
export function isHarmless({ cost }: Pick<ApiDifference, 'cost'>): boolean {
  return cost.startsWith('Nothing')
}
