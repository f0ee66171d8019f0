import { memo, type RefObject } from 'react'
import classes from './JsonEditor.module.css'
import type { LineRemark } from './json-remarks.ts'

/** Longer texts are shown in one colour: nobody reads them, and painting them would slow down typing. */
const LIMIT = 30_000

const TOKEN = /("(?:[^"\\\n]|\\.)*"?)(\s*:)?|(-?\b\d[\d.eE+-]*)|\b(true|false|null)\b/g

/** Space is told apart so that it is not underlined. */
type Piece = { kind: string | undefined; text: string }

const between = (text: string): Piece => ({ kind: text.trim() === '' ? 'space' : undefined, text })

/** One line in pieces: names, strings, numbers, literals, and what lies between. */
function pieces(line: string): Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const match of line.matchAll(TOKEN)) {
    const [whole, string, colon, number] = match
    if (match.index > end) found.push(between(line.slice(end, match.index)))
    const text = string ?? whole
    found.push({ kind: string ? (colon ? 'name' : 'string') : number ? 'number' : 'literal', text })
    if (colon) found.push({ kind: undefined, text: colon })
    end = match.index + whole.length
  }
  if (end < line.length) found.push(between(line.slice(end)))
  return found
}

interface JsonPaintProps {
  ref: RefObject<HTMLPreElement | null>
  text: string
  marks: Map<number, LineRemark['level']>
}

/** The colours under a text field whose own text is transparent. */
export const JsonPaint = memo(function JsonPaint({ ref, text, marks }: JsonPaintProps) {
  const lines = text.split('\n')
  return (
    <pre ref={ref} className={classes.paint} aria-hidden>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
        <span key={at} className={classes.row} data-level={marks.get(at + 1)}>
          {text.length > LIMIT
            ? line
            : pieces(line).map((piece, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
                <span key={index} data-token={piece.kind}>
                  {piece.text}
                </span>
              ))}
          {'\n'}
        </span>
      ))}
    </pre>
  )
})
