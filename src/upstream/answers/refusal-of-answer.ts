import type { Refusal } from '../../contract/refusal.ts'
import type { UpstreamAnswer } from '../transport/call.ts'
import { retryAfterOf, type UpstreamWords, wordsOf } from './error-text.ts'
import { type Missing, OPERATIONS, type Operation, type RefusalContext } from './operations.ts'
import { conflictOf } from './refusal-of-conflict.ts'
import { refusalOf, type UpstreamCode } from './refusal-words.ts'

/** The refusal behind an answer of the API that is not 2xx (API 1.4). */
export const refusalOfAnswer = (answer: UpstreamAnswer, context: RefusalContext): Refusal => {
  const said = wordsOf(answer.text, context.secrets)
  const retryAfter = retryAfterOf(answer.headers, context.now)
  const [code, words] = codeOf(answer.status, said, context)
  return refusalOf(code, {
    ...words,
    ...(code === 'rate_limited' && retryAfter !== undefined && { remedy: `Try again in ${retryAfter} seconds.` }),
    upstreamStatus: answer.status,
    ...(said.message !== undefined && { upstreamMessage: said.message }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}

type Words = NonNullable<Parameters<typeof refusalOf>[1]>

const codeOf = (status: number, said: UpstreamWords, { operation }: RefusalContext): [UpstreamCode, Words?] => {
  const { writes, missing } = OPERATIONS[operation]
  if (status === 429) return ['rate_limited', PACED[operation] ?? {}]
  // The gateway answered, not the API: a write may have arrived.
  if (writes && (status === 502 || status === 504)) return ['outcome_unknown']
  if (status === 504) return ['upstream_timeout']
  if (status >= 500) return ['upstream_unavailable', writes ? LOOK_FIRST : {}]
  if (operation === 'token') return ['upstream_credentials'] // any 4xx (API 18 #3)
  if (status === 401 || status === 403) return ['upstream_forbidden']
  if (status === 404) return GONE[missing]
  if (status === 409) return conflictOf(operation, said.message ?? '')
  if (status !== 400 && status !== 422) return ['upstream_refused']
  return ['upstream_refused', { status: 422, ...(said.fields.length > 0 && { fields: said.fields }) }]
}

const PACED: Partial<Record<Operation, Words>> = {
  redeliver: { title: 'The API takes one redelivery a minute for each subscription' },
  startExport: { title: 'The API does not start another export yet' },
}
const LOOK_FIRST: Words = { remedy: 'It was probably not done. Look at how things stand, then try again.' }

const GONE: Record<Missing, [UpstreamCode, Words]> = {
  customer: [
    'upstream_refused',
    {
      title: 'The API does not know the customer of this environment',
      remedy: 'Ask the people who run the console to check customerId and region of this environment.',
    },
  ],
  subscription: [
    'not_found',
    {
      title: 'The API does not have this subscription, or no longer',
      remedy: 'Check the address. If it was deleted, its events are gone with it.',
    },
  ],
  event: [
    'not_found',
    {
      title: 'The API does not have this event, or no longer',
      remedy: 'Events are kept for 7 days. Go back to the list to see those that are there.',
    },
  ],
  exports: [
    'not_found',
    {
      title: 'The API has no exports of this subscription',
      remedy: 'Either the subscription was deleted, or the API of this environment does not offer exports.',
    },
  ],
  export: [
    'not_found',
    {
      title: 'The API does not have this export, or no longer',
      remedy: 'Exports and their files are kept for 7 days. Go back to the list to see those that are there.',
    },
  ],
  summary: [
    'not_found',
    {
      title: 'The API of this environment does not offer a summary',
      remedy: 'The console’s own figures count what it has read of the event store.',
    },
  ],
}
