import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { LongText } from './LongText.tsx'

it('draws a part of a long text, and more on demand', async () => {
  const { container } = render(<LongText text={'x'.repeat(1_000_000)} most={1_000} step={500_000} />)
  expect(container.textContent?.length).toBeLessThan(1_200)
  expect(screen.getByText(/1,000 of 1,000,000 characters/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
  expect(container.textContent).toHaveLength(1_000_000)
})
