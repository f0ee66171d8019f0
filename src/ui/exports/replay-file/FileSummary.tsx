import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFileText } from '@tabler/icons-react'
import { ProgressLine } from '../../kit/feedback/ProgressLine.tsx'
import { counted } from '../../kit/text/count-words.ts'
import { sizeWords } from './file-words.ts'
import classes from './Replay.module.css'
import type { FileContents } from './read-export-file.ts'

interface FileSummaryProps {
  file: File
  /** Bytes read so far. */
  read: number
  contents: FileContents | undefined
  lost: boolean
  /** Left out while the file must stay. */
  onOther: (() => void) | undefined
}

/** Shows the chosen file and its contents. */
export function FileSummary({ file, read, contents, lost, onOther }: FileSummaryProps) {
  return (
    <section className={classes.file} aria-label="The chosen file">
      <IconFileText size={24} stroke={1.5} aria-hidden />
      <div>
        <p className={classes.fileName}>{file.name}</p>
        <p className={classes.quiet} role="status">
          {sizeWords(file.size)}
          {contents ? `, ${counted(contents.events, 'event')}` : ''}
          {contents && contents.events === 0 && contents.broken === 0 ? ': an export with nothing in it' : ''}
        </p>
        {contents || lost ? null : (
          <ProgressLine
            label="Looked through, KB"
            done={Math.round(read / 1_000)}
            total={Math.round(file.size / 1_000)}
          />
        )}
        {lost ? (
          <p className={classes.warning}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            The browser cannot read it any more: it was moved or changed since.
          </p>
        ) : null}
      </div>
      {onOther ? <Button onClick={onOther}>Choose another file</Button> : null}
    </section>
  )
}
