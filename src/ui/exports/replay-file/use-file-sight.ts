import { useEffect, useState } from 'react'
import { type FileSight, readExportFile } from './read-export-file.ts'

interface Looked {
  /** Bytes looked at so far. */
  read: number
  sight: FileSight | undefined
  /** It cannot be read any more: moved, changed or forbidden since it was chosen. */
  lost: boolean
}

const NOTHING: Looked = { read: 0, sight: undefined, lost: false }

/** Looks through a chosen file, piece by piece; leaving it, or choosing another one, stops that. */
export function useFileSight(file: File): Looked {
  const [looked, setLooked] = useState(NOTHING)
  useEffect(() => {
    setLooked(NOTHING)
    const leave = new AbortController()
    const { signal } = leave
    readExportFile(file, { signal, onRead: (read) => setLooked((now) => ({ ...now, read })) }).then(
      (sight) => signal.aborted || setLooked((now) => ({ ...now, sight })),
      () => signal.aborted || setLooked((now) => ({ ...now, lost: true })),
    )
    return () => leave.abort()
  }, [file])
  return looked
}
