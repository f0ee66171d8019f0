import { Button, FileButton } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import classes from './FileDrop.module.css'

interface FileDropProps {
  /** Names the file for a screen reader: "File of subscriptions". */
  label: string
  /** The `accept` of the file input. */
  accept: string
  onFile: (file: File) => void
}

/** A field that a file is dropped into or chosen for. */
export function FileDrop({ label, accept, onFile }: FileDropProps) {
  const reset = useRef<() => void>(null)
  const [over, setOver] = useState(false)
  const take = (file: File | null | undefined) => {
    if (file) onFile(file)
    // Otherwise the same file, corrected, could not be chosen again.
    reset.current?.()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button is another
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={24} stroke={1.5} aria-hidden />
      <span>Drop a file here, or</span>
      <FileButton resetRef={reset} accept={accept} inputProps={{ 'aria-label': label }} onChange={take}>
        {(button) => <Button {...button}>Choose a file</Button>}
      </FileButton>
    </div>
  )
}
