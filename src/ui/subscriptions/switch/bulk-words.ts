import type { Subscription } from '../../../contract/subscription.ts'
import type { WriteOutcome } from '../../api/outcome.ts'
import { count, counted } from '../../kit/text/count-words.ts'

/** Those that a switch really changes. */
export function differing<Row extends Pick<Subscription, 'enabled'>>(rows: readonly Row[], enabled: boolean): Row[] {
  return rows.filter((row) => row.enabled !== enabled)
}

interface Case {
  planned: number
  /** Not as they were to be, yet. */
  left: number
  begun: boolean
  running: boolean
  enabled: boolean
}

/** The words around the dialog that turns several on or off. Without `confirm` nothing is left to decide. */
export function bulkQuestion({ planned, left, begun, running, enabled }: Case): {
  title: string
  confirm: string | undefined
} {
  const word = enabled ? 'on' : 'off'
  if (!begun) {
    const title = `Switch ${word} ${counted(planned, 'subscription')}?`
    return {
      title,
      confirm: enabled ? `Switch on ${count(planned)}` : `Switch off ${count(planned)} and keep recording`,
    }
  }
  if (running) return { title: `Switching ${word} ${counted(planned, 'subscription')}`, confirm: 'Under way' }
  if (left === 0)
    return { title: `${counted(planned, 'subscription is', 'subscriptions are')} ${word}`, confirm: undefined }
  return { title: `${count(left)} of ${count(planned)} are not ${word}`, confirm: `Try ${count(left)} again` }
}

/** Returns the result in one sentence; nothing that did not work is left out. */
export function bulkTally(outcomes: readonly WriteOutcome[], open: number, enabled: boolean): string {
  const number = (state: WriteOutcome['state']) => outcomes.filter((one) => one.state === state).length
  const parts: [number, string][] = [
    [number('refused'), 'refused'],
    [number('changed'), 'not switched because somebody else changed them'],
    [number('unknown'), 'without an answer'],
    [open, 'not begun'],
  ]
  const told = parts.filter(([value]) => value > 0).map(([value, words]) => `${count(value)} ${words}`)
  return `${[`${count(number('done'))} switched ${enabled ? 'on' : 'off'}`, ...told].join(', ')}.`
}
