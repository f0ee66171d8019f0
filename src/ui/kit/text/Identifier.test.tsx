import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { App } from '../../../testing/ui.tsx'
import { LiveRegion } from '../feedback/LiveRegion.tsx'
import { Identifier } from './Identifier.tsx'

const ID = '8f14e45f-ceea-467f-a8b1-0000000000c2'

it('is short to see and whole to copy', async () => {
  const user = userEvent.setup()
  render(
    <App>
      <Identifier value={ID} label="event id" />
      <LiveRegion />
    </App>,
  )
  expect(screen.getByText('8f14e45f…00c2')).toHaveAttribute('data-hint', ID)
  await user.click(screen.getByRole('button', { name: 'Copy event id' }))
  expect(await navigator.clipboard.readText()).toBe(ID)
  expect(screen.getByRole('status')).toHaveTextContent('Copied event id')
})

it('can be shown whole, and without its button', () => {
  render(<Identifier value={ID} label="event id" full bare />)
  expect(screen.getByText(ID)).not.toHaveAttribute('data-hint')
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
})
