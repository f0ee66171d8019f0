import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { SubscriptionFile } from '../../contract/draft.ts'
import type { Environment } from '../../contract/session.ts'
import { FileDrop } from '../kit/text/FileDrop.tsx'
import classes from './CopyIn.module.css'
import { FileProblems } from './FileProblems.tsx'
import { type FileProblem, readFile } from './read-file.ts'

/** A file that was read whole. */
export interface Taken {
  /** The file's own name; what was pasted has none. */
  name: string | undefined
  file: SubscriptionFile
}

/** Larger than 10,000 subscriptions with filters are: reading on would only freeze the page. */
const LARGEST = 50 * 1024 * 1024

/** Takes a file in: chosen, dropped or pasted. */
export function Intake({ environment, onTaken }: { environment: Environment; onTaken: (taken: Taken) => void }) {
  const [pasted, setPasted] = useState('')
  const [wrong, setWrong] = useState<{ name: string | undefined; problems: FileProblem[] }>()

  const read = (name: string | undefined, text: string) => {
    const result = readFile(text)
    if ('file' in result && result.file.subscriptions.length > 0) return onTaken({ name, file: result.file })
    const empty = [{ place: 'The whole file', message: 'has no subscriptions' }]
    setWrong({ name, problems: 'problems' in result ? result.problems : empty })
  }
  const take = async (file: File) => {
    if (file.size > LARGEST) {
      setWrong({ name: file.name, problems: [{ place: 'The whole file', message: 'has more than 50 MB' }] })
      return
    }
    read(file.name, await file.text())
  }
  return (
    <div className={classes.intake}>
      <p className={classes.quiet}>
        Takes in what “Copy out” saved, in another environment or in this one. Subscriptions are matched by title.
        Before anything is stored in {environment.name} you see what would be created and changed, and choose.
      </p>
      {wrong ? <FileProblems name={wrong.name} problems={wrong.problems} /> : null}
      <FileDrop label="File of subscriptions" accept=".json,application/json" onFile={(file) => void take(file)} />
      <form
        className={classes.paste}
        onSubmit={(event) => {
          event.preventDefault()
          read(undefined, pasted)
        }}
      >
        <Textarea
          label="Or paste it as JSON"
          minRows={6}
          rows={8}
          spellCheck={false}
          autoCapitalize="off"
          classNames={{ input: classes.code ?? '' }}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <div>
          <Button type="submit">Read the pasted text</Button>
        </div>
      </form>
    </div>
  )
}
