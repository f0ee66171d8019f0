import { FILE_LIMITS } from '../../../contract/file-run.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { NAME_FIRST } from '../../components/RunFields.tsx'
import { count, counted } from '../../kit/text/count-words.ts'
import type { FileContents } from './read-export-file.ts'

interface Case {
  file: Pick<File, 'size'>
  contents: FileContents | undefined
  lost: boolean
  /** Events of other subscriptions than the chosen one. */
  others: number
  /** Lines that cannot be used for the chosen listener. */
  broken: number
  /** True when broken lines are to be left out. */
  skip: boolean
  /** True when there are tokens that are too old, and nobody has said that they are to be posted. */
  unconfirmed: boolean
  listener: Subscription | undefined
  name: string
}

/** Says why a file cannot be replayed yet; undefined when it can. */
export function replayBlocked({
  file,
  contents,
  lost,
  others,
  broken,
  skip,
  unconfirmed,
  listener,
  name,
}: Case): string | undefined {
  if (file.size > FILE_LIMITS.bytes)
    return `The file is larger than ${FILE_LIMITS.bytes / 2 ** 20} MiB: split it between two lines`
  if (lost) return 'The file cannot be read any more: choose it again'
  if (!contents) return 'The file is still being looked through'
  if (contents.events === 0) return 'There is no event in this file'
  if (contents.events + contents.broken > FILE_LIMITS.lines)
    return `The file has more than ${count(FILE_LIMITS.lines)} lines: split it, and make a run of each part`
  if (contents.events <= others) return 'None of the events in this file is of the chosen subscription'
  if (broken > 0 && !skip) return `${counted(broken, 'line')} cannot be used: leave them out, or choose another file`
  if (unconfirmed) return 'Some tokens are older than 7 days: say that they are to be posted, or choose another file'
  if (!listener) return 'Choose the subscription whose listener is to get the events'
  if (name.trim() === '') return NAME_FIRST
  return undefined
}
