import { IconAlertTriangle, IconBan, IconFileCheck, IconProgress } from '@tabler/icons-react'
import type { ExportJob } from '../../contract/export.ts'
import type { Look } from '../kit/text/tones.ts'

/** The looks of an export's states. */
export const JOB_LOOKS: Record<ExportJob['state'], Look> = {
  processing: { word: 'Being made', tone: 'running', Icon: IconProgress },
  ready: { word: 'Ready', tone: 'success', Icon: IconFileCheck },
  cancelled: { word: 'Cancelled', tone: 'off', Icon: IconBan },
  failed: { word: 'Failed', tone: 'failure', Icon: IconAlertTriangle },
}
