import {
  IconAlertTriangle,
  IconClockExclamation,
  IconCloudOff,
  IconDatabaseX,
  IconFileAlert,
  IconHelpCircle,
  IconHourglassHigh,
  IconLock,
  IconMapOff,
  IconPlugConnectedX,
  IconUsers,
} from '@tabler/icons-react'
import type { Look } from '../kit/text/tones.ts'

/** Each kind of problem has its own name and icon, so that it is recognised before it is read. */
const LOOKS: Record<string, Look> = {
  upstream_timeout: { word: 'Too slow', tone: 'waiting', Icon: IconClockExclamation },
  upstream_unreachable: { word: 'Identity Cloud unreachable', tone: 'failure', Icon: IconPlugConnectedX },
  upstream_unavailable: { word: 'Identity Cloud unavailable', tone: 'failure', Icon: IconCloudOff },
  upstream_forbidden: { word: 'Identity Cloud forbids it', tone: 'failure', Icon: IconLock },
  upstream_credentials: { word: 'Credentials refused', tone: 'failure', Icon: IconLock },
  upstream_refused: { word: 'Identity Cloud refused', tone: 'failure', Icon: IconAlertTriangle },
  upstream_broken: { word: 'Unreadable answer', tone: 'failure', Icon: IconFileAlert },
  rate_limited: { word: 'Rate limit', tone: 'waiting', Icon: IconHourglassHigh },
  store_unavailable: { word: 'Database unavailable', tone: 'failure', Icon: IconDatabaseX },
  too_many_requests: { word: 'Too many requests', tone: 'waiting', Icon: IconHourglassHigh },
  changed_meanwhile: { word: 'Changed meanwhile', tone: 'waiting', Icon: IconUsers },
  outcome_unknown: { word: 'Outcome unknown', tone: 'waiting', Icon: IconHelpCircle },
  not_found: { word: 'Not found', tone: 'off', Icon: IconMapOff },
  role_missing: { word: 'Not allowed', tone: 'waiting', Icon: IconLock },
  console_unreachable: { word: 'No connection', tone: 'failure', Icon: IconPlugConnectedX },
  part_missing: { word: 'Not loaded', tone: 'failure', Icon: IconPlugConnectedX },
  reply_unreadable: { word: 'Unreadable answer', tone: 'failure', Icon: IconFileAlert },
}

/** Returns the look of a problem by its code. */
export function lookOfProblem(code: string): Look {
  return LOOKS[code] ?? { word: 'Something went wrong', tone: 'failure', Icon: IconAlertTriangle }
}
