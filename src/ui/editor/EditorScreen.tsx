import { useNavigate } from 'react-router'
import type { Draft } from '../../contract/draft.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { paths } from '../address/paths.ts'
import { useEnvironment } from '../api/use-session.ts'
import { notify } from '../kit/feedback/notify.ts'
import { Editor } from './Editor.tsx'

interface EditorScreenProps {
  stored: Subscription | undefined
  start: Draft
  /** The address to which cancelling leads back. */
  from?: Subscription
}

/** The editor and the ways out of it. */
export function EditorScreen({ stored, start, from }: EditorScreenProps) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const back = from ? paths.subscription(environment.id, from.id) : paths.subscriptions(environment.id)
  return (
    <Editor
      stored={stored}
      start={start}
      name={stored ? `edit.${stored.id}` : `new.${from?.id ?? ''}`}
      onCancel={() => void navigate(back)}
      onSaved={(saved) => {
        void navigate(paths.subscription(environment.id, saved.id))
        void notify({ tone: 'success', title: stored ? `${saved.title} is changed` : `${saved.title} is created` })
      }}
    />
  )
}
