import type { OpenSession } from '../../contract/session.ts'
import type { SessionScope } from '../api/sessions.ts'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import type { ProblemShown } from '../components/ProblemPanel.tsx'
import { counted } from '../kit/text/count-words.ts'
import { placeOf } from './session-words.ts'

/** One session, or so many others. */
export type EndQuestion = { session: OpenSession } | { others: number }

interface EndDialogProps {
  opened: boolean
  question: EndQuestion
  scope: SessionScope
  pending: boolean
  problem: ProblemShown | undefined
  onConfirm: () => void
  onClose: () => void
}

/** Asks before sessions are ended, and says whose. */
export function EndDialog({ question, scope, ...dialog }: EndDialogProps) {
  const whose = scope === 'own' ? 'Your' : 'Everybody’s'
  const one = 'session' in question ? question.session : undefined
  const title = one && scope === 'all' ? `End ${one.user.name}’s session?` : 'End this session?'
  return (
    <ConfirmDialog
      {...dialog}
      title={one ? title : 'End all other sessions?'}
      confirm={one ? 'End it' : `End ${counted('others' in question ? question.others : 0, 'session')}`}
      danger
    >
      <p>
        {one
          ? `${placeOf(one)}: it is signed out at once.`
          : `${whose} other sessions are signed out at once, in all environments. This one goes on.`}
      </p>
      <p>Runs that were started there go on. Whoever it was can sign in again.</p>
    </ConfirmDialog>
  )
}
