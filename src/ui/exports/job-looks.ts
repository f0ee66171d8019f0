import { IconAlertTriangle, IconBan, IconFileCheck, IconFileUnknown, IconProgress } from '@tabler/icons-react'
import type { ExportJob } from '../../contract/export.ts'
import type { Look } from '../kit/text/tones.ts'

/** The looks of an export's states. */
const JOB_LOOKS: Record<ExportJob['state'], Look> = {
  processing: { word: 'Being made', tone: 'running', Icon: IconProgress },
  ready: { word: 'Ready', tone: 'success', Icon: IconFileCheck },
  cancelled: { word: 'Cancelled', tone: 'off', Icon: IconBan },
  failed: { word: 'Failed', tone: 'failure', Icon: IconAlertTriangle },
  unknown: { word: 'Not known', tone: 'waiting', Icon: IconFileUnknown },
}

/** Returns the look of a job; a state that is not known is shown in the API's own word. */
export function jobLook({ state, upstreamState }: Pick<ExportJob, 'state' | 'upstreamState'>): Look {
  const look = JOB_LOOKS[state]
  return state === 'unknown' && upstreamState !== '' ? { ...look, word: upstreamState } : look
}
