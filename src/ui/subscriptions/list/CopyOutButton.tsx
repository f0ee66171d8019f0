import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { copyOut } from '../../api/subscription-file.ts'
import { useEnvironment } from '../../api/use-session.ts'
import { notify } from '../../kit/feedback/notify.ts'
import { counted } from '../../kit/text/count-words.ts'
import { saveFile } from '../../kit/text/save-file.ts'
import { serverNow } from '../../kit/time/server-clock.ts'

/** Saves subscriptions as a file that another environment can read: those chosen, or all there are. */
export function CopyOutButton({ ids = [] }: { ids?: readonly string[] }) {
  const environment = useEnvironment()
  const copy = useMutation(copyOut(environment.id))
  const save = () =>
    copy.mutate(ids, {
      onSuccess: (file) => {
        const name = `webhooks-${environment.id}-${new Date(serverNow()).toISOString().slice(0, 10)}.json`
        saveFile(name, `${JSON.stringify(file, null, 2)}\n`)
        const title = `${counted(file.subscriptions.length, 'subscription')} copied out`
        void notify({ tone: 'success', title, text: name })
      },
      onError: (error) => {
        const { title, remedy } = problemOf(error)
        void notify({ tone: 'failure', title: `Nothing was copied out: ${title}`, text: remedy })
      },
    })
  return (
    <Button
      leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
      loading={copy.isPending}
      onClick={save}
      aria-label={ids.length > 0 ? `Copy out ${ids.length} selected` : 'Copy out all'}
    >
      Copy out
    </Button>
  )
}
