import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, onTestFinished, vi } from 'vitest'
import { FailedQuery } from '../../contract/failed-event.ts'
import { failTwice } from '../../testing/fail-twice.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const rows = () =>
  within(screen.getByRole('grid', { name: 'Failed events' }))
    .getAllByRole('row')
    .slice(1)

test('stays as it was while more fails, says so, and shows it on demand', async ({
  stack: { sandbox, store },
  show,
}) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { off } = await failTwice(sandbox, [['email']])
  await show(paths.failedEvents('production'))
  const lookAgain = (check: () => void) =>
    vi.waitFor(
      () => {
        vi.advanceTimersByTime(10_000)
        check()
      },
      { timeout: 10_000 },
    )
  await lookAgain(() => expect(within(screen.getByRole('main')).getByText('2 failed events')).toBeVisible())

  const [known] = (await store.events.failed('production', FailedQuery.parse({ subscription: off.subscriptionId })))
    .items
  if (!known) throw new Error('There is a failed event')
  await store.events.put('production', [{ ...known, id: crypto.randomUUID(), claim: null, due: false }])
  await lookAgain(() => expect(screen.getByText('1 new')).toBeVisible())
  await store.events.put('production', [{ ...known, state: 'success', cause: null, claim: null, due: false }])
  await lookAgain(() => expect(screen.getByText('1 new, 1 no longer failed')).toBeVisible())
  expect(rows()).toHaveLength(2)

  await userEvent.click(screen.getByRole('button', { name: 'Show them' }))
  await lookAgain(() => expect(screen.queryByText(/no longer failed/)).toBeNull())
  await lookAgain(() => expect(within(screen.getByRole('main')).getByText('2 failed events')).toBeVisible())
  expect(rows()).toHaveLength(2)
  expect(rows()[0]).toHaveFocus()
})
