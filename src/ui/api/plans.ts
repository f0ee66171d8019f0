import { z } from 'zod'
import { EventSelection } from '../../contract/failed-event.ts'
import { RUN_WAYS } from '../../contract/run.ts'

/** What a run is to be planned for. It travels in the history entry's state: a selection is too long for an address. */
export const NewRun = z.object({
  selection: EventSelection,
  way: z.enum(RUN_WAYS),
  /** What the run may be called; whoever starts it can change that. */
  name: z.string(),
})
export type NewRun = z.infer<typeof NewRun>

const PlanState = z.object({ newRun: NewRun })

/** The state of the history entry that `paths.newRun` is opened with. */
export function planState(newRun: NewRun): z.infer<typeof PlanState> {
  return { newRun }
}

/** What was selected, read from a history entry; undefined when the address was typed in, or the state is another's. */
export function readPlanState(state: unknown): NewRun | undefined {
  return PlanState.safeParse(state).data?.newRun
}
