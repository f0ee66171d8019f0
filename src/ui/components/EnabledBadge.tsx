import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import { lookOfEnabled } from '../kit/text/tones.ts'

/** Shows that a subscription is on or off. */
export function EnabledBadge({ enabled }: { enabled: boolean }) {
  return <ToneBadge look={lookOfEnabled(enabled)} quiet={enabled} />
}
