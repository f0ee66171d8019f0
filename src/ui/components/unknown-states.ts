import type { UnknownState } from '../../contract/freshness.ts'
import { count, counted } from '../kit/text/count-words.ts'

/** The number of states that are named; an API of other words could have any number of them. */
const NAMED = 5

/** Words the events whose state the console does not know: "6 events are in a state this console does not know: …". */
export function unknownStatesWords(states: readonly UnknownState[]): string {
  const events = states.reduce((sum, one) => sum + one.count, 0)
  const names = states.slice(0, NAMED).map((one) => `${one.state || 'without a name'} (${count(one.count)})`)
  const others = states.length > NAMED ? [`and ${counted(states.length - NAMED, 'other')}`] : []
  return `${counted(events, 'event is', 'events are')} in a state this console does not know: ${[...names, ...others].join(', ')}`
}
