import { ToneBadge } from './ToneBadge.tsx'
import { lookOfEnabled } from './tones.ts'

/** Whether a subscription is on or off. */
export const EnabledBadge = ({ enabled }: { enabled: boolean }) => (
  <ToneBadge look={lookOfEnabled(enabled)} quiet={enabled} />
)
