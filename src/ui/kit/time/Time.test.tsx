import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { ExpiresIn } from './ExpiresIn.tsx'
import { Time } from './Time.tsx'
import { TimeZoneProvider, useTimeZone } from './TimeZone.tsx'

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()
const HOUR = 3_600_000

beforeEach(() => localStorage.clear())

const Switch = () => {
  const { setZone } = useTimeZone()
  return (
    <button type="button" onClick={() => setZone('local')}>
      Local
    </button>
  )
}

it('is relative, with the machine-readable time and the absolute one as its hint', () => {
  const at = ago(3.5 * HOUR)
  render(<Time at={at} />)
  const time = screen.getByText('3 h ago')
  expect(time).toHaveAttribute('datetime', at)
  expect(time.dataset.hint).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
})

it('can be absolute, with the relative time as its hint', () => {
  render(<Time at="2026-11-21T14:03:27.5Z" absolute />)
  expect(screen.getByText('2026-11-21 14:03:27 UTC')).toHaveAttribute('data-hint')
})

it('says so when there is no time', () => {
  render(<Time at={null} never="never" />)
  expect(screen.getByText('never')).toBeInTheDocument()
})

it('follows the zone, and the zone is remembered', async () => {
  const page = (
    <TimeZoneProvider>
      <Time at="2026-11-21T14:03:27Z" absolute />
      <Switch />
    </TimeZoneProvider>
  )
  const { unmount } = render(page)
  expect(screen.getByText(/UTC$/)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Local' }))
  unmount()
  expect(localStorage.getItem('console.zone')).toBe('local')
})

it('warns of what expires within a day, and only of that', () => {
  render(
    <>
      <ExpiresIn at={ago(-5.5 * HOUR)} />
      <ExpiresIn at={ago(-73 * HOUR)} />
      <ExpiresIn at={ago(HOUR)} />
    </>,
  )
  expect(screen.getByText('5 h')).toHaveAttribute('data-tone', 'waiting')
  expect(screen.getByText('3 d')).not.toHaveAttribute('data-tone')
  expect(screen.getByText('expired')).toBeInTheDocument()
})
