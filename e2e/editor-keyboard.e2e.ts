import { unique } from './data.ts'
import { tabTo } from './tab-to.ts'
import { expect, expectAccessible, test } from './test.ts'

test.use({ colorScheme: 'dark' })

test('a subscription with a filter is created without a pointer', async ({ page, product, signIn }) => {
  const title = unique('By hand')
  const { keyboard } = page
  await signIn('Administrator', '/production/subscriptions/new')
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }))
  await keyboard.type(title)
  await tabTo(page, page.getByRole('textbox', { name: 'Endpoint' }))
  await keyboard.type('https://by-hand.listener.example/hooks')
  await tabTo(page, page.getByRole('checkbox', { name: 'Deleted' }))
  await keyboard.press('Space')
  const updates = page.getByRole('group', { name: 'Updates', exact: true })
  await tabTo(page, updates.getByRole('radio', { name: 'Send all' }))
  await keyboard.press('ArrowRight')
  await expect(updates.getByRole('radio', { name: 'Only when…' })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: 'Changed attributes', exact: true }))
  await keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Changed attributes include, updates' })).toBeFocused()
  await keyboard.type('email')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await expectAccessible(page)
  await tabTo(page, page.getByRole('button', { name: 'Create subscription…' }))
  await keyboard.press('Enter')
  const review = page.getByRole('dialog', { name: `Create ${title}?` })
  await expect(review.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await expectAccessible(page)
  await tabTo(page, review.getByRole('button', { name: 'Create subscription' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  expect(product.sandbox.state.subscriptions.all().find((one) => one.title === title)).toMatchObject({
    events: ['entityCreated', 'entityUpdated'],
    filter: { properties: { entityUpdated: { properties: { attributes: { contains: { enum: ['email'] } } } } } },
  })
})
