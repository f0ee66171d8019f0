import { Link } from 'react-router'
import { capital } from '../kit/text/count-words.ts'
import { NeedAction } from './NeedAction.tsx'
import { NeedFacts } from './NeedFacts.tsx'
import { lookOf } from './need-looks.ts'
import type { Need } from './needs.ts'
import classes from './Overview.module.css'
import { usePlaceOf } from './use-place-of.ts'

interface NeedRowProps {
  need: Need
  /** The need as a clause. */
  words: string
  /** When it was found, which freezes what a run is planned for. */
  asOf: string
}

/** A thing that needs somebody: what it is, what is known of it, and the one button that helps. */
export function NeedRow({ need, words, asOf }: NeedRowProps) {
  const { tone, Icon } = lookOf(need)
  const place = usePlaceOf(need)
  return (
    <li className={classes.need} data-tone={tone}>
      <Icon size={20} stroke={1.75} aria-hidden className={classes.icon} />
      <div className={classes.what}>
        <h2 className={classes.head}>
          {place ? (
            <Link to={place} className={classes.place}>
              {capital(words)}
            </Link>
          ) : (
            capital(words)
          )}
        </h2>
        <NeedFacts need={need} />
      </div>
      <NeedAction need={need} place={place} asOf={asOf} />
    </li>
  )
}
