import { expect, it } from 'vitest'
import type { Problem } from '../../contract/problem.ts'
import { type ToleranceCase, toleranceCases } from './cases.ts'
import { startTour, Unmet } from './tour.ts'
import { callsTwice, forEach, travel } from './travel.ts'

/** `npm run test:tolerance` has each operation differ alone besides, or only the cases whose name holds a text. */
const { TOLERANCE, TOLERANCE_ONLY = '' } = process.env
const CASES = toleranceCases({ each: TOLERANCE === 'each' }).filter(({ name }) => name.includes(TOLERANCE_ONLY))
const OBJECTS = [...new Set(CASES.map(({ object }) => object))]
/** Each operation of a subscription by itself is hundreds of tours. */
const PATIENCE_EACH = { timeout: 900_000 }

/** A mistake of the console's own, or an answer that cannot be read without a word on where. */
const isWordless = (body: Partial<Problem> | undefined) =>
  body?.code === 'internal' || (body?.code === 'upstream_broken' && body.differs === undefined)

/** Returns what is wrong with the way in which one difference is borne. */
const problemsOf = async (one: ToleranceCase): Promise<string[]> => {
  const tour = await startTour(one)
  try {
    const unmet = await travel(tour)
    const told = unmet.map(([name, { message }]) => `${one.name}: ${name}: ${message}`)
    if (!one.mayRefuse) return told
    const broken = unmet.some(([, error]) => !(error instanceof Unmet) || isWordless(error.reply.body))
    const replies = unmet.map(([, error]) => (error instanceof Unmet ? error.reply.body : undefined))
    const events = await tour.ask('GET', `/subscriptions/${tour.crm.subscriptionId}/events`)
    const words = [...replies, events.body].map((body) => JSON.stringify(body))
    const isNamed = unmet.length === 0 || one.names(words.join('\n'))
    return [
      ...(broken ? told : []),
      ...(isNamed ? [] : [`${one.name}: is refused without its name`]),
      ...callsTwice(tour).map((id) => `${one.name}: ${id} sent twice`),
    ]
  } finally {
    await tour.close()
  }
}

it('takes every journey on the API as it is documented', async () => {
  const tour = await startTour({})
  expect(await travel(tour)).toEqual([])
  await tour.close()
})

it.each(OBJECTS)('does its job whatever is odd about %s, or names what is missing', PATIENCE_EACH, async (object) => {
  const problems: string[] = []
  const cases = CASES.filter((one) => one.object === object)
  await forEach(cases, async (one) => void problems.push(...(await problemsOf(one))))
  expect(problems).toEqual([])
})
