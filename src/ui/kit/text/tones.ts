import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  IconPlayerPause,
  IconProgress,
  type IconProps,
  IconQuestionMark,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

/** The meanings of colours; `tokens.css` has a `--tone-…` and a `--soft-…` for each. */
export type Tone = 'success' | 'failure' | 'waiting' | 'running' | 'off'

export interface Look {
  word: string
  tone: Tone
  Icon: ComponentType<IconProps>
}

/** The looks of an event's states (API 6.1): always icon, word and colour. */
const STATES: Record<string, Look> = {
  success: { word: 'Delivered', tone: 'success', Icon: IconCircleCheck },
  failure: { word: 'Failed', tone: 'failure', Icon: IconAlertTriangle },
  'awaiting-retry': { word: 'Waiting to retry', tone: 'waiting', Icon: IconClockHour4 },
  'awaiting-executing': { word: 'Scheduled', tone: 'waiting', Icon: IconCircleDashed },
  executing: { word: 'Delivering', tone: 'running', Icon: IconProgress },
}

/** Returns the look of an event's state. An unknown state is shown as it came. */
export function lookOfState(state: string): Look {
  return STATES[state] ?? { word: state, tone: 'off', Icon: IconQuestionMark }
}

/** Returns the look of a subscription that is on or off. */
export function lookOfEnabled(enabled: boolean): Look {
  return enabled
    ? { word: 'On', tone: 'success', Icon: IconCircleCheck }
    : { word: 'Off', tone: 'off', Icon: IconPlayerPause }
}
