import { JOURNEYS, type JourneyName } from './journeys.ts'
import type { Tour } from './tour.ts'

/** Tours at once: most of their time is waiting. */
const AT_ONCE = 8

/** Does a task for each item, a few at once. */
export async function forEach<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items]
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await task(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** Takes every journey, and returns those that were not done, with what kept them. */
export async function travel(tour: Tour): Promise<[JourneyName, Error][]> {
  const unmet: [JourneyName, Error][] = []
  for (const [name, journey] of Object.entries(JOURNEYS))
    await journey(tour).catch((error: Error) => unmet.push([name as JourneyName, error]))
  return unmet
}

/** Returns the events whose redelivery the API took more than once. */
export function callsTwice({ stack, failed }: Tour): string[] {
  const { redeliveryCalls } = stack.sandbox.state
  return failed.filter((id) => redeliveryCalls.all(id).filter(({ status }) => status === 202).length > 1)
}
