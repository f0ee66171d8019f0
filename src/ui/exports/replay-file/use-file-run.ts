import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Subscription } from '../../../contract/subscription.ts'
import { replayFile } from '../../api/exports.ts'
import { problemOf, type ShownProblem } from '../../api/problem.ts'
import type { ReplayWishes } from './ReplayFields.tsx'

interface Start extends ReplayWishes {
  file: File
  listener: Subscription
  skip: boolean
  /** True when tokens are to be posted that are older than the API keeps events. */
  old: boolean
}

export interface FileRun {
  pending: boolean
  /** The id of the run, once it exists. */
  made: string | undefined
  /** Bytes sent so far. */
  sent: number
  problem: ShownProblem | undefined
  /** Lines that the server could not read. */
  brokenLines: readonly { line: number; reason: string }[]
  /** The words of the server about tokens that are too old, when it refused the file for them. */
  oldWords: string | undefined
  start: (wanted: Start) => void
  stop: () => void
}

const LINE = /^line (\d+)$/

/** Sends a file, of which the server makes a run. */
export function useFileRun(environment: string): FileRun {
  const [sent, setSent] = useState(0)
  const way = useRef<AbortController>(undefined)
  // The same request keeps its id, so that a lost reply leads to no second run; another one gets its own.
  const asked = useRef<{ of: string; id: string }>(undefined)
  const run = useMutation(replayFile(environment))
  const stopped = way.current?.signal.aborted === true
  const problem = run.error && !stopped ? problemOf(run.error) : undefined
  return {
    pending: run.isPending,
    made: run.data?.id,
    sent,
    problem: problem?.code === 'outcome_unknown' ? { ...problem, remedy: AGAIN } : problem,
    brokenLines: (problem?.fields ?? []).flatMap(({ name, reason }) => {
      const line = LINE.exec(name)?.[1]
      return line ? [{ line: Number(line), reason }] : []
    }),
    oldWords: problem?.fields?.find(({ name }) => name === 'old')?.reason,
    start({ file, listener, skip, old, name, reason, pace, canary }) {
      const of = [file.name, file.size, file.lastModified, listener.id].join(' ')
      if (asked.current?.of !== of) asked.current = { of, id: crypto.randomUUID() }
      way.current = new AbortController()
      setSent(0)
      const query = { id: asked.current.id, subscription: listener.id, name: name.trim(), pace, canary, skip, old }
      run.mutate({
        file,
        query: { ...query, ...(reason.trim() ? { reason: reason.trim() } : {}) },
        signal: way.current.signal,
        onSent: setSent,
      })
    },
    stop: () => way.current?.abort(new Error('Stopped by whoever started it')),
  }
}

const AGAIN = 'Press the button again: if the run was made already, it is not made twice.'
