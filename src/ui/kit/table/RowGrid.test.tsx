import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { RowGrid } from './RowGrid.tsx'

const ROWS = Array.from({ length: 5_000 }, (_, number) => `Event ${number}`)
const nothing = () => {}

function Example({
  onOpen = nothing,
  onNearEnd = nothing,
}: {
  onOpen?: (row: string) => void
  onNearEnd?: () => void
}) {
  const [picked, setPicked] = useState<string[]>([])
  return (
    <RowGrid
      label="Events"
      list="all"
      columns={<col />}
      head={<th scope="col">Name</th>}
      rows={ROWS}
      total={9_000}
      height={46}
      keyOf={(row) => row}
      isSelected={(row) => picked.includes(row)}
      onOpen={onOpen}
      onPick={(row, on) => setPicked((now) => (on ? [...now, row] : now.filter((each) => each !== row)))}
      onPickAll={() => setPicked(ROWS)}
      onNearEnd={onNearEnd}
      cells={(row) => <th scope="row">{row}</th>}
    />
  )
}
const row = (name: string) => screen.getByRole('row', { name })

it('draws what is in sight of thousands of rows, and tells how many there are and where each stands', () => {
  render(<Example />)
  const grid = screen.getByRole('grid', { name: 'Events' })
  expect(grid).toHaveAttribute('aria-rowcount', '9001')
  expect(within(grid).getAllByRole('row').length).toBeLessThan(100)
  expect(row('Event 0')).toHaveAttribute('aria-rowindex', '2')
})

it('is one tab stop, whose keys move, select and open', async () => {
  const onOpen = vi.fn<(row: string) => void>()
  render(<Example onOpen={onOpen} />)
  await userEvent.tab()
  expect(row('Event 0')).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp} ')
  expect(row('Event 1')).toHaveFocus()
  expect(row('Event 1')).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
  expect(row('Event 3')).toHaveFocus()
  expect(['Event 0', 'Event 1', 'Event 2', 'Event 3'].map((name) => row(name).getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'true',
    'true',
  ])
  await userEvent.keyboard('{Enter}')
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('Event 3')
  await userEvent.click(row('Event 5'))
  expect(onOpen).toHaveBeenLastCalledWith('Event 5')
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(row('Event 0')).toHaveAttribute('aria-selected', 'true')
})

it('draws the row that has the focus, however far away it is', async () => {
  render(<Example />)
  await userEvent.tab()
  await userEvent.keyboard('{End}')
  expect(row('Event 4999')).toHaveFocus()
  expect(row('Event 4999')).toHaveAttribute('aria-rowindex', '5001')
  expect(row('Event 0')).toBeInTheDocument()
  await userEvent.keyboard('{Home}')
  expect(row('Event 0')).toHaveFocus()
})
