import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockHour4,
  IconHelpCircle,
  IconHourglassEmpty,
  IconLock,
  IconPlayerPause,
  IconProgress,
  IconSend,
  IconTestPipe,
} from '@tabler/icons-react'
import type { ItemState, RunState, RunSummary } from '../../contract/run.ts'
import type { Look } from '../kit/text/tones.ts'
import { lostCount } from './run-counts.ts'

/** The looks of a run's states. */
export const RUN_LOOKS: Record<RunState, Look> = {
  canary: { word: 'Trying one', tone: 'running', Icon: IconTestPipe },
  running: { word: 'Running', tone: 'running', Icon: IconProgress },
  paused: { word: 'Paused', tone: 'waiting', Icon: IconPlayerPause },
  stopped: { word: 'Stopped', tone: 'failure', Icon: IconAlertOctagon },
  cancelled: { word: 'Cancelled', tone: 'off', Icon: IconBan },
  done: { word: 'Done', tone: 'success', Icon: IconCircleCheck },
}

const WITH_LOSSES: Look = { word: 'Done with losses', tone: 'failure', Icon: IconAlertTriangle }

/** Returns the look of a run: one that is done but lost events is no success. */
export function lookOfRun({ state, counts }: Pick<RunSummary, 'state' | 'counts'>): Look {
  return state === 'done' && lostCount(counts) > 0 ? WITH_LOSSES : RUN_LOOKS[state]
}

/** The looks of the states of an event in a run: scheduled never reads as delivered. */
export const ITEM_LOOKS: Record<ItemState, Look> = {
  held: { word: 'Held', tone: 'off', Icon: IconPlayerPause },
  waiting: { word: 'Waiting', tone: 'off', Icon: IconClockHour4 },
  sending: { word: 'Sending', tone: 'running', Icon: IconSend },
  unknown: { word: 'Outcome unknown', tone: 'waiting', Icon: IconHelpCircle },
  scheduled: { word: 'Scheduled', tone: 'running', Icon: IconCircleDashed },
  delivered: { word: 'Delivered', tone: 'success', Icon: IconCircleCheck },
  failed: { word: 'Failed again', tone: 'failure', Icon: IconAlertTriangle },
  already: { word: 'Not needed', tone: 'success', Icon: IconCircleCheck },
  expired: { word: 'Expired', tone: 'failure', Icon: IconHourglassEmpty },
  refused: { word: 'Refused', tone: 'failure', Icon: IconLock },
  cancelled: { word: 'Cancelled', tone: 'off', Icon: IconCircleX },
  untraced: { word: 'Sent, end not known', tone: 'waiting', Icon: IconHelpCircle },
}
