import { useId, useMemo, useRef } from 'react'
import classes from './JsonEditor.module.css'
import { JsonPaint } from './JsonPaint.tsx'
import type { LineRemark } from './json-remarks.ts'

interface JsonEditorProps {
  /** Names the field: "Filter as JSON". */
  label: string
  value: string
  onChange: (value: string) => void
  /** The remarks on single lines, shown under the text and marked beside it. */
  remarks: LineRemark[]
  id?: string
  minLines?: number
  placeholder?: string
}

/**
 * JSON to write, in a native text field: undo, spelling of the platform, screen readers and the Tab key work as in any
 * other. It is as tall as its text, so that the numbers beside it and the colours under it stay in line.
 */
export function JsonEditor({ label, value, onChange, remarks, id, minLines = 8, placeholder }: JsonEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const paint = useRef<HTMLPreElement>(null)
  const remarksId = useId()
  const lines = Math.max(minLines, value.split('\n').length)
  const marks = useMemo(() => new Map([...remarks].reverse().map(({ line, level }) => [line, level])), [remarks])
  const goTo = (line: number) => {
    const start =
      value
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    const end = value.indexOf('\n', start)
    area.current?.focus()
    area.current?.setSelectionRange(start, end < 0 ? value.length : end)
  }
  return (
    <div>
      <div
        className={classes.editor}
        translate="no"
        data-broken={remarks.some(({ level }) => level === 'error') || undefined}
      >
        <ol className={classes.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, at) => at + 1).map((line) => (
            <li key={line} data-level={marks.get(line)}>
              {line}
            </li>
          ))}
        </ol>
        <div className={classes.text}>
          <JsonPaint ref={paint} text={value} marks={marks} />
          <textarea
            ref={area}
            id={id}
            aria-label={label}
            aria-invalid={remarks.some(({ level }) => level === 'error')}
            aria-describedby={remarks.length > 0 ? remarksId : undefined}
            className={classes.area}
            rows={lines}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            onScroll={(event) => paint.current?.style.setProperty('--scrolled', `${-event.currentTarget.scrollLeft}px`)}
          />
        </div>
      </div>
      {remarks.length > 0 ? (
        <ul className={classes.remarks} id={remarksId}>
          {remarks.map(({ line, level, message }) => (
            <li key={`${line} ${message}`} data-level={level}>
              <button type="button" className={classes.line} onClick={() => goTo(line)}>
                Line {line}
              </button>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
