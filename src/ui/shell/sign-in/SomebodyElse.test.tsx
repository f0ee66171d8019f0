import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'
import { test } from '../../../testing/test.tsx'
import { paths } from '../../address/paths.ts'

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })

test('somebody else who signs in meanwhile replaces no open form, and its own person goes on', async ({
  stack,
  show,
  browser,
}) => {
  const user = userEvent.setup()
  await show(paths.newSubscription('production'), { role: 'administrator' })
  const own = browser.cookie
  await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'Half a title')
  browser.cookie = null
  for (const event of ['offline', 'online']) act(() => void dispatchEvent(new Event(event)))
  await screen.findByRole('dialog', { name: 'Your sign-in has expired' })
  browser.cookie = await stack.signIn('viewer')
  act(() => void dispatchEvent(new Event('focus')))
  await screen.findByRole('dialog', { name: 'You are signed in as Vera Viewer now' })
  await user.click(screen.getByRole('button', { name: 'Not now' }))
  await heading('New subscription')
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a title')

  browser.cookie = own
  act(() => void dispatchEvent(new Event('focus')))
  await heading('New subscription')
  await expect.poll(() => screen.queryByText('You are signed in as Vera Viewer now.')).toBeNull()
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a title')
})
