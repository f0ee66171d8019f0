import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import { HOUR } from '../../../contract/durations.ts'
import { count } from '../../kit/text/count-words.ts'
import { useTimeZone } from '../../kit/time/TimeZone.tsx'
import { absoluteTime, type Zone } from '../../kit/time/time-words.ts'
import classes from './Charts.module.css'
import { HEIGHT, type HourBar, outlineOf, topOf } from './hour-bars.ts'

/** What is drawn of each hour, from the bottom up, in the words and the colour of a state. */
export interface Series {
  word: string
  tone: 'success' | 'waiting' | 'failure'
}

interface HourChartProps {
  title: string
  /** A line beside the title, such as a share. */
  about?: string | undefined
  bars: readonly HourBar[]
  series: readonly Series[]
  /** Where the cursor stands at first, as a place among the hours. */
  start: number
  /** Opens what is in a span of time, in milliseconds; its end is not part of it. */
  onOpen: (from: number, to: number) => void
}

/**
 * Draws a week by hours. It is one stop for the keyboard, like a slider: arrows go from hour to hour, by days with Page Up
 * and Down, with Shift over several; Enter, a click or a drag opens them. What stands at the cursor is written under it.
 */
export function HourChart({ title, about, bars, series, start, onOpen }: HourChartProps) {
  const [{ at, from }, setCursor] = useState({ at: start, from: start })
  const [held, setHeld] = useState(false)
  const titleId = useId()
  const readingId = useId()
  const { zone } = useTimeZone()
  const last = bars.length - 1
  const [first, end] = [Math.min(at, from), Math.max(at, from)]
  const top = topOf(bars)
  const words = spanWords(bars, { first, end, series }, zone)
  const open = () => onOpen(bars[first]?.at ?? 0, (bars[end]?.at ?? 0) + HOUR)

  const placeOf = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return clamp(Math.floor(((clientX - left) / width) * bars.length), last)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = TARGETS[event.key]?.(at, last)
    if (to !== undefined) setCursor({ at: clamp(to, last), from: event.shiftKey ? from : clamp(to, last) })
    else if (event.key === 'Enter' || event.key === ' ') open()
    else return
    event.preventDefault()
  }
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {about ? <span className={classes.about}>{about}</span> : null}
        <span className={classes.legend}>
          {series.map(({ word, tone }) => (
            <span key={word} data-tone={tone}>
              {word}
            </span>
          ))}
        </span>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-labelledby={titleId}
        aria-describedby={readingId}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={words}
        className={classes.plot}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture?.(event.pointerId)
          setHeld(true)
          setCursor({ at: placeOf(event), from: placeOf(event) })
        }}
        onPointerMove={(event) => {
          const place = placeOf(event)
          setCursor((cursor) => ({ at: place, from: held ? cursor.from : place }))
        }}
        onPointerUp={() => {
          if (held) open()
          setHeld(false)
        }}
        onPointerCancel={() => setHeld(false)}
      >
        <span className={classes.top}>{count(top)}</span>
        <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <rect className={classes.cursor} x={first} width={end - first + 1} height={HEIGHT} />
          {series.map(({ word, tone }, place) => (
            <path key={word} className={classes.bars} data-tone={tone} d={outlineOf(bars, place, top)} />
          ))}
        </svg>
      </div>
      <Days bars={bars} />
      <p className={classes.reading}>
        {words}
        <span id={readingId} className={classes.how}>
          A click or Enter shows what failed then; drag for a longer time.
        </span>
      </p>
    </figure>
  )
}

const clamp = (place: number, last: number) => Math.max(0, Math.min(last, place))

const TARGETS: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => at - 1,
  ArrowDown: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowUp: (at) => at + 1,
  PageUp: (at) => at - 24,
  PageDown: (at) => at + 24,
  Home: () => 0,
  End: (_, last) => last,
}

/** Words a span: `2026-11-21 09:00 to 10:00 UTC: 120 delivered, 4 failed`. */
function spanWords(
  bars: readonly HourBar[],
  { first, end, series }: { first: number; end: number; series: readonly Series[] },
  zone: Zone,
): string {
  const begin = absoluteTime(bars[first]?.at ?? 0, zone, { zoned: false }).slice(0, 16)
  const close = absoluteTime((bars[end]?.at ?? 0) + HOUR, zone)
  const until = close.startsWith(begin.slice(0, 10)) ? close.slice(11, 16) : close.slice(0, 16)
  const sums = series.map(({ word }, place) => ({
    word,
    sum: bars.slice(first, end + 1).reduce((sum, { values }) => sum + (values[place] ?? 0), 0),
  }))
  const some = sums.filter(({ sum }) => sum > 0).map(({ word, sum }) => `${count(sum)} ${word}`)
  return `${begin} to ${until}${close.slice(19)}: ${some.length > 0 ? some.join(', ') : 'nothing'}`
}

/** Names the days under the hours; the first one only where there is room for it. */
function Days({ bars }: { bars: readonly HourBar[] }) {
  const { zone } = useTimeZone()
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric' },
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  })
  const days = bars.map(({ at }) => format.format(at))
  const begins = days.flatMap((day, place) => (place > 0 && day !== days[place - 1] ? [{ day, place }] : []))
  return (
    <div className={classes.days} aria-hidden="true">
      {begins.map(({ day, place }) => (
        <span key={day} style={{ insetInlineStart: `${(place / bars.length) * 100}%` }}>
          {day}
        </span>
      ))}
    </div>
  )
}
