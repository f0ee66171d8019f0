import { durationWords } from '../kit/time/duration.ts'
import { useSeconds } from '../kit/time/use-now.ts'

/** How long something has been under way, second by second. Not announced. */
export function Elapsed({ since }: { since: string }) {
  return <span>{durationWords(Math.max(1_000, useSeconds() - Date.parse(since)))}</span>
}
