import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { type Freshness, MOST_UNREADABLE } from '../../contract/freshness.ts'
import { FreshnessLine } from './FreshnessLine.tsx'

const told = (change: Partial<Freshness>) => {
  const freshness: Freshness = {
    asOf: '2026-11-21T10:00:00Z',
    ...{ complete: true, read: 400, total: 400, syncing: false, problem: null, unreadable: 0, unknownStates: [] },
    ...change,
  }
  const { container } = render(<FreshnessLine freshness={freshness} />, { wrapper: MantineProvider })
  return container.textContent
}

it('says that all was read', () => {
  expect(told({})).toContain('all 400 stored events read')
  expect(screen.queryByText(/could not be read/)).toBeNull()
})

it.each([
  [1, ['399 of 400 events read', '1 event could not be read and is missing here']],
  [3, ['397 of 400 events read', '3 events could not be read and are missing here', 'log says which']],
  [MOST_UNREADABLE, ['At least 1,000 events could not be read']],
])('says what could not be read, and who knows more: %i', (unreadable, words) => {
  const line = told({ unreadable, complete: false, read: 400 - Math.min(unreadable, 400) })
  for (const word of words) expect(line).toContain(word)
})
