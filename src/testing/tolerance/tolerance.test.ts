import { expect, it } from 'vitest'
import { VARIANTS } from '../../sandbox/variants/table.ts'
import { type ToleranceCase, toleranceCases } from './cases.ts'
import { JOURNEYS, type JourneyName } from './journeys.ts'
import { startTour, type Tour, Unmet } from './tour.ts'

/** `npm run test:tolerance` has each operation differ alone besides, or only the cases whose name holds a text. */
const { TOLERANCE, TOLERANCE_ONLY = '' } = process.env
const CASES = toleranceCases({ each: TOLERANCE === 'each' }).filter(({ name }) => name.includes(TOLERANCE_ONLY))
const OBJECTS = [...new Set(CASES.map(({ object }) => object))]

/** Tours at once: most of their time is waiting. */
const AT_ONCE = 8

const forEach = async <Item>(items: readonly Item[], task: (item: Item) => Promise<void>) => {
  const left = [...items]
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await task(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** Takes every journey, and returns those that were not done, with what kept them. */
const travel = async (tour: Tour): Promise<[JourneyName, Error][]> => {
  const unmet: [JourneyName, Error][] = []
  for (const [name, journey] of Object.entries(JOURNEYS))
    await journey(tour).catch((error: Error) => unmet.push([name as JourneyName, error]))
  return unmet
}

const callsTwice = ({ stack, failed }: Tour): string[] =>
  failed.filter((id) => stack.sandbox.state.redeliveryCalls.all(id).filter(({ status }) => status === 202).length > 1)

/** Returns what is wrong with the way in which one difference is borne. */
const problemsOf = async (one: ToleranceCase): Promise<string[]> => {
  const tour = await startTour(one)
  try {
    const unmet = await travel(tour)
    const told = unmet.map(([name, { message }]) => `${one.name}: ${name}: ${message}`)
    if (!one.mayRefuse) return told
    const broken = unmet.some(([, error]) => !(error instanceof Unmet) || error.reply.body?.code === 'internal')
    const replies = unmet.map(([, error]) => (error instanceof Unmet ? error.reply.body : undefined))
    const events = await tour.ask('GET', `/subscriptions/${tour.crm.subscriptionId}/events`)
    const words = [...replies, events.body].map((body) => JSON.stringify(body))
    const isNamed = unmet.length === 0 || one.names([...words, ...tour.stack.log].join('\n'))
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

it.each(OBJECTS)('does its job whatever is odd about %s, or names what is missing', async (object) => {
  const problems: string[] = []
  const cases = CASES.filter((one) => one.object === object)
  await forEach(cases, async (one) => void problems.push(...(await problemsOf(one))))
  expect(problems).toEqual([])
})

/** The journeys that a variant of the sandbox makes impossible, in their order; on all others every journey is done. */
const IMPOSSIBLE: Record<string, JourneyName[]> = {
  'unknown-states': ['failed events', 'redeliver', 'run', 'journal'],
  'lost-answers': ['switch', 'edit', 'create', 'export', 'journal'],
  'no-redelivery': ['redeliver', 'run', 'journal'],
  'no-redelivery-405': ['redeliver', 'run', 'journal'],
  'no-history': ['event'],
  'no-exports': ['export'],
  'exports-expired': ['export'],
  'download-elsewhere': ['export', 'journal'],
}

it.skipIf(TOLERANCE_ONLY !== '')(
  'does its job on every variant of the sandbox, as far as the API lets it',
  async () => {
    const done: Record<string, JourneyName[]> = {}
    await forEach(Object.entries(VARIANTS), async ([name, variant]) => {
      // In one process nobody unpacks: that is done on a connection (`src/upstream/transport/`).
      if (name.startsWith('packed-')) return
      const tour = await startTour(variant)
      const unmet = await travel(tour)
      if (unmet.length > 0) done[name] = unmet.map(([journey]) => journey)
      expect([name, callsTwice(tour)]).toEqual([name, []])
      await tour.close()
    })
    expect(done).toEqual(IMPOSSIBLE)
  },
)
