import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Overview } from '../../contract/overview.ts'
import { overviewQueries } from '../api/overview.ts'
import { setAttention } from '../kit/feedback/attention.ts'
import { counted } from '../kit/text/count-words.ts'
import classes from './Bar.module.css'
import { NUMBER_IDS, type Numbered } from './number-ids.ts'

const NUMBERS: Record<Numbered, { of: (overview: Overview) => number; words: (number: number) => string }> = {
  failed: { of: ({ failed }) => failed, words: (number) => counted(number, 'failed event') },
  runs: { of: ({ runs }) => runs.active, words: (number) => `${counted(number, 'run')} under way` },
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** Shows a number beside the link of a page, and tells it as the link's description; nothing for zero. */
export function NavNumber({ environment, of }: { environment: string; of: Numbered }) {
  const { data } = useQuery(overviewQueries.glance(environment))
  const number = data ? NUMBERS[of].of(data) : 0
  if (number === 0) return null
  return (
    <>
      <span className={classes.number} data-of={of} aria-hidden="true">
        {SHORT.format(number)}
      </span>
      <span id={NUMBER_IDS[of]} hidden>
        {NUMBERS[of].words(number)}
      </span>
    </>
  )
}

/** Tells failing from well by the tab's title and icon. */
export function TabAttention({ environment }: { environment: string }) {
  const { data } = useQuery(overviewQueries.glance(environment))
  const urgent = data ? urgentIn(data) : 0
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    setAttention(urgent)
    icon?.setAttribute('href', urgent > 0 ? '/mark-failing.svg' : '/mark.svg')
    return () => {
      setAttention(0)
      icon?.setAttribute('href', '/mark.svg')
    }
  }, [urgent])
  return null
}

/** Counts what fails, stands still, or is lost within a day. */
const urgentIn = ({ failing, runs, troubles, expiring }: Overview): number =>
  failing.count + runs.stopped.length + troubles.length + (expiring.count > 0 ? 1 : 0)
