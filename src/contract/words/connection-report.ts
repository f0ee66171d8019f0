import type { ApiDifference, ConnectionAnswer } from '../connection.ts'

const OUTCOMES = { works: 'works', limited: 'without', fails: 'FAILS', unasked: 'not asked' } as const

/** Returns a line for each question to the API, and one more for what a missing answer costs. */
export function answerLines(answers: ConnectionAnswer[]): string[] {
  const width = Math.max(...answers.map(({ subject }) => subject.length))
  return answers.flatMap(({ subject, outcome, words, cost }) => [
    `  ${OUTCOMES[outcome].padEnd(9)}  ${subject.padEnd(width)}  ${words}`,
    ...(cost === undefined ? [] : [`${' '.repeat(width + 15)}${cost}`]),
  ])
}

/** Returns the text about the differences that people copy and send: it holds nothing of what the API answered. */
export function differenceReport(differences: ApiDifference[]): string {
  if (differences.length === 0) return 'No difference from the documentation of the API was met.'
  const one = differences.length === 1
  return [
    `${one ? 'One difference' : `${differences.length} differences`} from the documentation of the API:`,
    ...sorted(differences).flatMap(({ path, answer, found, count, cost }) => [
      `  ${path || '/'} of ${answer}: ${found}${count === 1 ? '' : `, ${count} times`}`,
      `    ${cost}`,
    ]),
  ].join('\n')
}

/** True for a difference that costs nobody anything. */
function isHarmless({ cost }: Pick<ApiDifference, 'cost'>): boolean {
  return cost.startsWith('Nothing')
}

/** Returns the differences with those first that cost something. */
function sorted(differences: ApiDifference[]): ApiDifference[] {
  return differences.toSorted((one, other) => Number(isHarmless(one)) - Number(isHarmless(other)))
}
