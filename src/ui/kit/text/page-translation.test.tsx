import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bearTranslation } from './page-translation.ts'

/** The two ways in which translators put their elements in the place of a text. */
const WAYS = {
  'replaces at once': (text: Text, font: HTMLElement) => text.replaceWith(font),
  'inserts, then removes': (text: Text, font: HTMLElement) => {
    text.parentNode?.insertBefore(font, text)
    text.parentNode?.removeChild(text)
  },
} as const

const translate = async (way: keyof typeof WAYS, page: HTMLElement) => {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    if (text.parentElement?.closest('[translate=no], font')) continue
    const font = document.createElement('font')
    const inner = document.createElement('font')
    inner.textContent = `«${text.data}»`
    font.append(inner)
    WAYS[way](text, font)
  }
  await act(async () => {})
}

interface PageProps {
  done: number
  failed?: boolean
  order?: readonly string[]
}

const Page = ({ done, failed = false, order = [] }: PageProps) => (
  <p>
    {done} of 53 delivered{failed ? ', one failed' : null}
    {order.map((one) => (
      <b key={one}>{one}</b>
    ))}
    {failed ? ' Look at it.' : ' Go on.'}
  </p>
)

let stop: () => void
beforeEach(() => {
  stop = bearTranslation(document.body)
})
afterEach(() => stop())

for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
  it(`shows what changed in a translated page (${way})`, async () => {
    const { container, rerender } = render(<Page done={19} />)
    await translate(way, container)
    expect(container.textContent).toBe('«19»« of 53 delivered»« Go on.»')
    rerender(<Page done={20} />)
    await act(async () => {})
    expect(container.textContent).toBe('20« of 53 delivered»« Go on.»')
    await translate(way, container)
    rerender(<Page done={21} />)
    await act(async () => {})
    expect(container.textContent).toBe('21« of 53 delivered»« Go on.»')
  })

  it(`adds, moves and removes in a translated page (${way})`, async () => {
    const { container, rerender, unmount } = render(<Page done={1} failed order={['a', 'b']} />)
    await translate(way, container)
    rerender(<Page done={1} order={['b', 'c', 'a']} />)
    await act(async () => {})
    expect(container.textContent).toBe('«1»« of 53 delivered»«b»c«a» Go on.')
    rerender(<Page done={1} failed />)
    await act(async () => {})
    expect(container.textContent).toBe('«1»« of 53 delivered», one failed Look at it.')
    unmount()
    expect(container.textContent).toBe('')
  })
}

it('still refuses what no translator did', () => {
  expect(() => document.body.removeChild(document.createElement('p'))).toThrow()
})
