import {
  IconAlertTriangle,
  IconClockExclamation,
  IconCloudOff,
  IconFileTime,
  IconHourglassLow,
  IconPlayerPause,
  type IconProps,
  IconRefreshAlert,
  IconRotateClockwise,
  IconVolumeOff,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Tone } from '../kit/text/tones.ts'
import type { Need } from './needs.ts'

interface NeedLook {
  tone: Tone
  Icon: ComponentType<IconProps>
}

const LOOKS: Record<Exclude<Need['kind'], 'more'>, NeedLook> = {
  trouble: { tone: 'failure', Icon: IconCloudOff },
  expiring: { tone: 'failure', Icon: IconHourglassLow },
  failing: { tone: 'failure', Icon: IconAlertTriangle },
  run: { tone: 'waiting', Icon: IconPlayerPause },
  off: { tone: 'waiting', Icon: IconPlayerPause },
  export: { tone: 'waiting', Icon: IconFileTime },
  silent: { tone: 'waiting', Icon: IconVolumeOff },
  undelivered: { tone: 'running', Icon: IconRotateClockwise },
  behind: { tone: 'waiting', Icon: IconRefreshAlert },
}

/** Returns the icon and the colour of a need. */
export function lookOf(need: Need): NeedLook {
  if (need.kind === 'trouble' && need.trouble.code === 'clock') return { tone: 'waiting', Icon: IconClockExclamation }
  return LOOKS[need.kind === 'more' ? need.of : need.kind]
}
