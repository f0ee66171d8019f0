import { MINUTE, SECOND } from '../../contract/durations.ts'
import type { Overview } from '../../contract/overview.ts'
import type { Trouble } from '../../contract/status.ts'
import type { StoreFaultKind } from '../../store/store.ts'
import { refusals } from './refusals.ts'

type EnvironmentTrouble = Overview['troubles'][number]

/** Returns the words above every page while the store fails. */
export function storeTrouble(kind: StoreFaultKind): Trouble {
  const { title, remedy } = refusals.storeUnavailable(kind).problem
  return { code: 'store', title, text: `${remedy} Runs stand still until it works again, then go on by themselves.` }
}

/** Returns the words above every page while the API's clock is `ahead` by so many milliseconds, negative when behind. */
export function clockTrouble(environment: string, ahead: number): Trouble {
  const by = Math.abs(ahead)
  const long = by < 2 * MINUTE ? `${Math.round(by / SECOND)} seconds` : `${Math.round(by / MINUTE)} minutes`
  return {
    code: 'clock',
    title: `The console’s clock is ${long} ${ahead > 0 ? 'behind' : 'ahead of'} that of Identity Cloud (${environment})`,
    text: 'Ages and expiry times are told wrongly by as much, and credentials may count as expired. Tell whoever runs the console to have the clocks of its server and its database set (NTP).',
  }
}

/** Returns the words of an environment whose API does not take the console's credentials. */
export function credentialsTrouble(title: string, remedy: string): EnvironmentTrouble {
  return { code: 'credentials', title, text: `${remedy} Nothing new is read, and runs stand still.` }
}

/** Returns the words of an environment whose API cannot be asked. */
export function unreachableTrouble(title: string, remedy = 'The console goes on trying.'): EnvironmentTrouble {
  return { code: 'unreachable', title, text: `${remedy} What is shown is as old as it says.` }
}
