import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { lookOfState } from '../kit/text/tones.ts'

/** The state of an event, as `EventItem.state` has it. */
export const StateBadge = ({ state }: { state: string }) => (
  <ToneBadge look={lookOfState(state)} quiet={state === 'success'} />
)
