import { useEffect, useRef } from 'react'
import type { RunDetail } from '../../contract/run.ts'
import { announce } from '../kit/feedback/announce.ts'
import { milestones } from './milestones.ts'

/** Tells whoever listens what matters of a run while it is on show. */
export function useMilestones(run: RunDetail): void {
  const before = useRef(run)
  useEffect(() => {
    const said = milestones(before.current, run)
    before.current = run
    if (said) announce(said)
  }, [run])
}
