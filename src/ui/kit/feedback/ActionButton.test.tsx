import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { App } from '../../../testing/ui.tsx'
import { ActionButton } from './ActionButton.tsx'

it('acts', async () => {
  const act = vi.fn()
  render(
    <App>
      <ActionButton onClick={act}>Redeliver</ActionButton>
    </App>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Redeliver' }))
  expect(act).toHaveBeenCalledOnce()
})

it('when it cannot, stays in sight and in the tab order, says why, and does nothing', async () => {
  const act = vi.fn()
  render(
    <App>
      <ActionButton onClick={act} disabledReason="Delivered already">
        Redeliver
      </ActionButton>
    </App>,
  )
  await userEvent.tab()
  const button = screen.getByRole('button', { name: 'Redeliver' })
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(button).toHaveAccessibleDescription('Delivered already')
  await userEvent.keyboard('{Enter}')
  await userEvent.click(button)
  expect(act).not.toHaveBeenCalled()
})
