import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { count } from '../text/count-words.ts'
import classes from './Pager.module.css'

interface PagerProps {
  /** Names what is paged, in the plural: "subscriptions". */
  what: string
  page: number
  pages: number
  size: number
  total: number
  sizes: readonly number[]
  onPage: (page: number) => void
  onSize: (size: number) => void
}

/** Pages by number, for lists of known length. */
export function Pager({ what, page, pages, size, total, sizes, onPage, onSize }: PagerProps) {
  const first = (page - 1) * size + 1
  return (
    <nav className={classes.pager} aria-label={`Pages of ${what}`}>
      <span>
        {total === 0 ? `No ${what}` : `${count(first)}–${count(Math.min(first + size - 1, total))} of ${count(total)}`}
      </span>
      <div className={classes.group}>
        <Step label="Previous page" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <IconChevronLeft size={16} stroke={1.75} aria-hidden />
        </Step>
        {pageNumbers(page, pages).map((number, index) =>
          number === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a gap is nothing but its place
            <span key={`gap ${index}`} aria-hidden>
              …
            </span>
          ) : (
            <Step key={number} label={`Page ${number}`} current={number === page} onClick={() => onPage(number)}>
              {count(number)}
            </Step>
          ),
        )}
        <Step label="Next page" disabled={page >= pages} onClick={() => onPage(page + 1)}>
          <IconChevronRight size={16} stroke={1.75} aria-hidden />
        </Step>
      </div>
      <fieldset className={classes.sizes}>
        <legend className={classes.sizesLabel}>Rows per page</legend>
        {sizes.map((each) => (
          <Step key={each} label={`${each} rows per page`} current={each === size} onClick={() => onSize(each)}>
            {each}
          </Step>
        ))}
      </fieldset>
    </nav>
  )
}

interface StepProps {
  label: string
  current?: boolean
  disabled?: boolean
  onClick: () => void
  children: ReactNode
}

const Step = ({ label, current = false, disabled = false, onClick, children }: StepProps) => (
  <button
    type="button"
    className={classes.step}
    aria-label={label}
    aria-current={current ? 'true' : undefined}
    disabled={disabled}
    onClick={onClick}
  >
    {children}
  </button>
)

interface CursorPagerProps {
  what: string
  /** Left out when there is no such page. */
  onNewer?: (() => void) | undefined
  onOlder?: (() => void) | undefined
  /** The words on the buttons, where the list is not in the order of time. */
  newer?: string
  older?: string
  /** Stands at the start, such as the number and its freshness. */
  children?: ReactNode
}

/** Pages to newer and older, for lists read by cursor; it offers neither where one page holds all. */
export function CursorPager({ what, onNewer, onOlder, newer = 'Newer', older = 'Older', children }: CursorPagerProps) {
  return (
    <nav className={classes.pager} aria-label={`Pages of ${what}`}>
      <div>{children}</div>
      {onNewer || onOlder ? (
        <div className={classes.group}>
          <Step label={`${newer} ${what}`} disabled={!onNewer} onClick={() => onNewer?.()}>
            <IconChevronLeft size={16} stroke={1.75} aria-hidden /> {newer}
          </Step>
          <Step label={`${older} ${what}`} disabled={!onOlder} onClick={() => onOlder?.()}>
            {older} <IconChevronRight size={16} stroke={1.75} aria-hidden />
          </Step>
        </div>
      ) : null}
    </nav>
  )
}

/** Returns the pages to offer: first, last, and those around the current one; `null` is a gap. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const near = new Set([1, pages, page - 1, page, page + 1].filter((number) => number >= 1 && number <= pages))
  if (page <= 3) for (let number = 1; number <= Math.min(4, pages); number++) near.add(number)
  if (page >= pages - 2) for (let number = Math.max(1, pages - 3); number <= pages; number++) near.add(number)
  const shown = [...near].sort((a, b) => a - b)
  return shown.flatMap((number, index) =>
    index > 0 && number - (shown[index - 1] ?? 0) > 1 ? [null, number] : [number],
  )
}
