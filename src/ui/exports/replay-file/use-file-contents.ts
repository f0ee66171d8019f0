import { useEffect, useState } from 'react'
import { type FileContents, readExportFile } from './read-export-file.ts'

interface FileReading {
  /** Bytes read so far. */
  read: number
  contents: FileContents | undefined
  /** True when it cannot be read any more: moved, changed or forbidden since it was chosen. */
  lost: boolean
}

const NOTHING: FileReading = { read: 0, contents: undefined, lost: false }

/** Reads a chosen file piece by piece; leaving, or choosing another file, stops that. */
export function useFileContents(file: File): FileReading {
  const [reading, setReading] = useState(NOTHING)
  useEffect(() => {
    setReading(NOTHING)
    const leave = new AbortController()
    const { signal } = leave
    readExportFile(file, { signal, onRead: (read) => setReading((now) => ({ ...now, read })) }).then(
      (contents) => signal.aborted || setReading((now) => ({ ...now, contents })),
      () => signal.aborted || setReading((now) => ({ ...now, lost: true })),
    )
    return () => leave.abort()
  }, [file])
  return reading
}
