import { screen, waitFor, waitForElementToBeRemoved, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterAll, expect } from 'vitest'
import { addSubscription } from '../../testing/occurrences.ts'
import { mountSmallDisk } from '../../testing/small-disk.ts'
import { createStack, type Stack } from '../../testing/stack.ts'
import { test as base } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const disk = mountSmallDisk()
afterAll(() => disk?.remove())

const test = base.extend<{ stack: Stack }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures a function needs from its pattern
  stack: async ({}, use) => {
    const stack = await createStack({ store: { sqlite: `${disk?.folder}/store.sqlite` } })
    await use(stack)
    await stack.close()
  },
})

const SOON = { timeout: 20_000 }

test.skipIf(!disk)(
  'a database that cannot be written is told above every page, and so is the change that it prevents',
  { timeout: 60_000 },
  async ({ stack, show }) => {
    addSubscription(stack.sandbox, { title: 'CRM' })
    await show(paths.subscriptions('production'))
    const button = await screen.findByRole('switch', { name: /CRM/ }, SOON)
    disk?.fill()
    await userEvent.click(button)
    const dialog = await screen.findByRole('dialog', {}, SOON)
    await userEvent.click(within(dialog).getByRole('button', { name: /Disable/ }))
    const strip = await screen.findByText(
      /Its disk is full. You can go on looking/,
      { selector: 'p:has(strong)' },
      SOON,
    )
    expect(strip).toHaveTextContent(/Runs stand still until it works again/)
    await waitFor(() => expect(screen.getByText(/Nothing was sent and nothing was changed/)).toBeVisible(), SOON)
    expect(button).toBeChecked()
    disk?.makeRoom()
    await waitForElementToBeRemoved(strip, SOON)
  },
)
