import type { ShownProblem } from '../../api/problem.ts'

interface Case {
  title: string
  /** The state that was asked for. */
  enabled: boolean
  /** The end of the last try. */
  problem: ShownProblem['code'] | undefined
  /** The subscription as it is now, if the problem told or a later read did. */
  now: boolean | undefined
}

interface Question {
  title: string
  cancel: string
  /** Undefined when nothing is left to decide. */
  confirm: string | undefined
  /** It is as it was asked to be, whatever happened on the way. */
  settled: boolean
}

/** The words around the dialog that turns a subscription on or off, for each thing that can have come of it. */
export function switchQuestion({ title, enabled, problem, now }: Case): Question {
  const verb = enabled ? 'Enable' : 'Disable'
  const settled = now === enabled
  if (settled) return { title: `${title} is ${enabled ? 'on' : 'off'}`, cancel: 'Close', confirm: undefined, settled }
  if (problem === 'changed_meanwhile')
    return {
      title: `${title} was changed meanwhile`,
      cancel: 'Keep theirs',
      confirm: `${verb} it all the same`,
      settled,
    }
  return {
    title: `${verb} ${title}?`,
    cancel: 'Cancel',
    confirm: enabled ? 'Enable' : 'Disable and keep recording',
    settled,
  }
}
