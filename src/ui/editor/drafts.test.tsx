import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect } from 'vitest'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const titleField = () => screen.findByRole('textbox', { name: 'Title' })

test('a reload keeps what was typed, for the person who typed it, until it is dropped', async ({ show }) => {
  const user = userEvent.setup()
  const open = () => show(paths.newSubscription('production'), { role: 'administrator' })
  await open()
  await user.type(await titleField(), 'Half a title')
  // A reload ends the page without leaving it.
  cleanup()
  await open()
  expect(await titleField()).toHaveValue('Half a title')
  await user.click(screen.getByRole('button', { name: 'Start over' }))
  expect(await titleField()).toHaveValue('')
  expect(Object.keys(sessionStorage)).toEqual([])
  expect(screen.queryByRole('button', { name: 'Start over' })).toBeNull()
})

test('what an earlier page opened and could not show is dropped', async ({ show }) => {
  const key = 'console.draft.user-administrator.editor.staging.new.'
  sessionStorage.setItem(key, JSON.stringify({ form: 'of another version' }))
  sessionStorage.setItem(`${key}.opened`, 'true')
  await show(paths.newSubscription('staging'), { role: 'administrator' })
  expect(await titleField()).toHaveValue('')
  expect(Object.keys(sessionStorage)).toEqual([])
})
