import type { Refusal } from './refusal.ts'
import { type Missing, OPERATIONS, type RefusalContext } from './refusal-context.ts'
import { refusalOf, type UpstreamCode } from './refusal-words.ts'
import type { UpstreamAnswer } from './upstream-call.ts'
import { retryAfterOf, type UpstreamWords, wordsOf } from './upstream-text.ts'

/** Seconds between two redeliveries of one subscription (API 1.5, 18 #25). */
const REDELIVERY_PACE = 60

/** The refusal behind an answer of the API that is not 2xx (API 1.4). */
export const refusalOfAnswer = (answer: UpstreamAnswer, context: RefusalContext): Refusal => {
  const said = wordsOf(answer.text, context.secrets)
  const retryAfter =
    retryAfterOf(answer.headers, context.now) ??
    (answer.status === 429 && context.operation === 'redeliver' ? REDELIVERY_PACE : undefined)
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
  if (status === 429) return ['rate_limited', operation === 'redeliver' ? PACED : {}]
  // The gateway answered, not the API: a write may have arrived.
  if (writes && (status === 502 || status === 504)) return ['outcome_unknown']
  if (status === 504) return ['upstream_timeout']
  if (status >= 500) return ['upstream_unavailable', writes ? LOOK_FIRST : {}]
  if (operation === 'token') return ['upstream_credentials'] // any 4xx (API 18 #3)
  if (status === 401 || status === 403) return ['upstream_forbidden']
  if (status === 404) return GONE[missing]
  if (status === 409) return operation === 'redeliver' ? conflict(said.message ?? '') : ['upstream_refused', { status }]
  if (status !== 400 && status !== 422) return ['upstream_refused']
  return ['upstream_refused', { status: 422, ...(said.fields.length > 0 && { fields: said.fields }) }]
}

/** Two reasons share 409 (API 1.4); only the text tells them apart, if it does. */
const conflict = (message: string): [UpstreamCode, Words?] => {
  if (/disabled|not enabled|inactive|switched off/i.test(message)) return ['subscription_off']
  if (/\bfail(ed|ure)?\b|\bstate\b/i.test(message)) return ['not_failed']
  return ['upstream_refused', { status: 409, ...EITHER }]
}

const EITHER: Words = {
  title: 'The API does not redeliver this event now',
  remedy: 'Either it is not failed any more or its subscription is off. Reload it to see how it stands.',
}
const PACED: Words = { title: 'The API takes one redelivery a minute for each subscription' }
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
}
