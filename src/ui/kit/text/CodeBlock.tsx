import classes from './Code.module.css'
import { CopyButton } from './CopyButton.tsx'
import { LongText } from './LongText.tsx'

interface CodeBlockProps {
  code: string
  /** Names the code and the copy button, in lower case: "filter as JSON". */
  label: string
  /** Breaks long lines instead of scrolling. */
  wrap?: boolean
}

/** Shows code to read and to copy. Copying takes all of it, also where only a part is drawn. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <div className={classes.block} translate="no">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} data-wrap={wrap || undefined} tabIndex={0}>
        <code>
          <LongText text={code} most={20_000} step={200_000} />
        </code>
      </pre>
      <div className={classes.copy}>
        <CopyButton value={code} label={label} />
      </div>
    </div>
  )
}
