import { MINUTE } from '../../contract/durations.ts'
import type { Trouble } from '../../contract/status.ts'
import type { Environments } from '../../sync/environments.ts'
import { clockTrouble, storeTrouble } from '../words/troubles.ts'
import type { StoreWatch } from './store-watch.ts'

export interface TroubleSources {
  storeWatch: Pick<StoreWatch, 'fault'>
  environments: Environments
  /** The environments as they are configured, with their names. */
  named: readonly { id: string; name: string }[]
}

/** Returns what stands in the way of everybody's work: a store that fails, and clocks that differ by more than a minute. */
export function troublesOf({ storeWatch, environments, named }: TroubleSources): Trouble[] {
  const fault = storeWatch.fault()
  const clocks = named.flatMap(({ id, name }) => {
    const ahead = environments.get(id)?.upstream.clockAhead()
    return ahead !== undefined && Math.abs(ahead) > MINUTE ? clockTrouble(name, ahead) : []
  })
  return fault ? [storeTrouble(fault.kind), ...clocks] : clocks
}
