import { useNavigate } from 'react-router'
import { paths } from '../address/paths.ts'
import { type NewRun, planState } from '../api/plans.ts'
import { useEnvironment } from '../api/use-session.ts'

/** Returns a function that opens the plan of a run for a selection. Nothing is done before it is confirmed there. */
export function usePlan() {
  const navigate = useNavigate()
  const environment = useEnvironment()
  return (newRun: NewRun) => void navigate(paths.newRun(environment.id), { state: planState(newRun) })
}
