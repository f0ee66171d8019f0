import { useMutation } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { signOut } from '../../api/session.ts'
import { notify } from '../../kit/feedback/notify.ts'

/** Ends the session, then opens the address that the server names. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({
    ...signOut(),
    onSuccess: (reply) => location.assign(reply.location),
    onError: (error) => {
      const { code, title, remedy } = problemOf(error)
      if (code === 'signed_out') location.assign('/')
      else void notify({ tone: 'failure', title: 'Not signed out', text: `${title}. ${remedy}` })
    },
  })
  return () => mutate()
}
