import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { App } from '../../../testing/ui.tsx'
import { Choice, SearchInput } from './FilterBar.tsx'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('shows every key at once and searches when typing pauses', () => {
  const search = vi.fn()
  render(
    <App>
      <SearchInput label="Search" value="" onChange={search} delay={250} />
    </App>,
  )
  const field = screen.getByRole('searchbox', { name: 'Search' })
  fireEvent.change(field, { target: { value: 'c' } })
  vi.advanceTimersByTime(200)
  fireEvent.change(field, { target: { value: 'crm ' } })
  vi.advanceTimersByTime(249)
  expect([field, search.mock.calls]).toEqual([expect.objectContaining({ value: 'crm ' }), []])
  vi.advanceTimersByTime(1)
  expect(search.mock.calls).toEqual([['crm']])
})

it('searches in what is shown by then, not in what was shown while typing', () => {
  const [before, after] = [vi.fn(), vi.fn()]
  const page = (search: (value: string) => void) => (
    <App>
      <SearchInput label="Search" value="" onChange={search} delay={250} />
    </App>
  )
  const { rerender } = render(page(before))
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'crm' } })
  rerender(page(after))
  vi.advanceTimersByTime(250)
  expect([before.mock.calls, after.mock.calls]).toEqual([[], [['crm']]])
})

it('follows an address that changed elsewhere', () => {
  const page = (value: string) => (
    <App>
      <SearchInput label="Search" value={value} onChange={() => {}} />
    </App>
  )
  const { rerender } = render(page('crm'))
  rerender(page(''))
  expect(screen.getByRole('searchbox')).toHaveValue('')
})

it('keeps a choice that is no longer offered, and can be let go of', () => {
  const choose = vi.fn()
  render(<Choice label="State" any="Any state" value="parked" choices={[]} onChange={choose} />)
  const list = screen.getByRole('combobox', { name: 'State' })
  expect(list).toHaveDisplayValue('parked')
  fireEvent.change(list, { target: { value: '' } })
  expect(choose).toHaveBeenCalledWith(undefined)
})
