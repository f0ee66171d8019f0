import { z } from 'zod'
import { EventSelection } from '../../contract/failed-event.ts'
import { RUN_WAYS } from '../../contract/run.ts'

/** The selection to plan a run for. It travels in the history entry's state, because it is too long for an address. */
export const NewRun = z.object({
  selection: EventSelection,
  way: z.enum(RUN_WAYS),
  /** A proposed name, which can be changed before the start. */
  name: z.string(),
})
export type NewRun = z.infer<typeof NewRun>

const PlanState = z.object({ newRun: NewRun })

/** Returns the state of the history entry that `paths.newRun` is opened with. */
export function planState(newRun: NewRun): z.infer<typeof PlanState> {
  return { newRun }
}

/**
 * Reads the selection from a history entry; undefined when the address was typed in, or the state is another page's.
 */
export function readPlanState(state: unknown): NewRun | undefined {
  return PlanState.safeParse(state).data?.newRun
}
