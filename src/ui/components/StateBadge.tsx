import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { lookOfState } from '../kit/text/tones.ts'

/** Shows the state of an event, as `EventItem.state` has it. */
export function StateBadge({ state }: { state: string }) {
  return <ToneBadge look={lookOfState(state)} quiet={state === 'success'} />
}
