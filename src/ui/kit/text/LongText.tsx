import { useState } from 'react'
import classes from './LongText.module.css'

interface LongTextProps {
  text: string
  /** Characters shown at first. */
  most?: number
  /** Characters added at a time. */
  step?: number
}

/** Shows text of any length, at first a part of it: a megabyte would freeze the page. */
export function LongText({ text, most = 2_000, step = 50_000 }: LongTextProps) {
  const [shown, setShown] = useState(most)
  if (text.length <= shown) return text
  return (
    <>
      {text.slice(0, shown)}…{' '}
      <span className={classes.more}>
        {shown.toLocaleString('en')} of {text.length.toLocaleString('en')} characters{' '}
        <button type="button" className={classes.button} onClick={() => setShown(shown + step)}>
          Show {text.length - shown > step ? 'more' : 'all'}
        </button>
      </span>
    </>
  )
}
