import { useMutation } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { signOut } from '../../api/session.ts'
import { signInGate } from '../../api/sign-in-gate.ts'
import { dropDrafts } from '../../components/use-draft.ts'
import { notify } from '../../kit/feedback/notify.ts'

/** Ends the session, then opens the address that the server names. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({
    ...signOut(),
    onMutate: signInGate.leave,
    onSuccess(reply) {
      dropDrafts()
      // Who comes back by the browser’s button finds the page as it was left.
      addEventListener('pageshow', signInGate.stay, { once: true })
      location.assign(reply.location)
    },
    onError: (error) => {
      signInGate.stay()
      const { code, title, remedy } = problemOf(error)
      if (code === 'signed_out') location.assign('/')
      else void notify({ tone: 'failure', title: 'Not signed out', text: `${title}. ${remedy}` })
    },
  })
  return () => mutate()
}
