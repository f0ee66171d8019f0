import type { Problem } from '../../contract/problem.ts'

/**
 * Returns the API's own words about a refusal as a sentence, or that it gave none; empty when it did not answer or did not
 * refuse. Fields say why by themselves.
 */
export function saidWords({
  upstreamStatus,
  upstreamMessage,
  fields = [],
}: Pick<Problem, 'upstreamStatus' | 'upstreamMessage' | 'fields'>): string {
  const status = upstreamStatus ? ` (${upstreamStatus})` : ''
  if (upstreamMessage) return `Identity Cloud said${status}: “${upstreamMessage}”`
  if (upstreamStatus === undefined || upstreamStatus < 400 || fields.length > 0) return ''
  return `Identity Cloud answered ${upstreamStatus}. It does not say why.`
}

/** Returns one line for a row: the API's reason, else the remedy and that the API gave no reason. */
export function reasonOrRemedy(
  problem: Pick<Problem, 'remedy' | 'upstreamStatus' | 'upstreamMessage' | 'fields'>,
): string {
  return problem.upstreamMessage ? saidWords(problem) : `${problem.remedy} ${saidWords(problem)}`.trim()
}
