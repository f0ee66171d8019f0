import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { Environment } from '../../../contract/session.ts'
import type { Subscription } from '../../../contract/subscription.ts'
import { paths } from '../../address/paths.ts'
import { selectMissed } from '../../api/catch-up.ts'
import { planState } from '../../api/plans.ts'
import { problemOf, type ShownProblem } from '../../api/problem.ts'
import { catchUpName } from './catch-up-words.ts'

interface CatchingUp {
  pending: boolean
  problem: ShownProblem | undefined
  /** Selects what failed while they were off and opens the plan of its redelivery; `leave` closes what is open. */
  prepare: (subscriptions: readonly Subscription[], leave: () => void) => void
}

/** The way from switching on to the plan of what failed meanwhile. */
export function useCatchingUp(environment: Environment): CatchingUp {
  const navigate = useNavigate()
  const select = useMutation(selectMissed(environment.id))
  return {
    pending: select.isPending,
    problem: select.error ? problemOf(select.error) : undefined,
    prepare: (subscriptions, leave) =>
      select.mutate(
        subscriptions.map(({ id }) => id),
        {
          onSuccess: (selection) => {
            leave()
            const state = planState({ selection, way: 'redelivery', name: catchUpName(subscriptions) })
            void navigate(paths.newRun(environment.id), { state })
          },
        },
      ),
  }
}
