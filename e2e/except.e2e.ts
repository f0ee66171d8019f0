import { addEvent, addSubscription, listenerOf, pathOf } from './data.ts'
import { expect, test } from './test.ts'

test('two events taken out of all that match by keyboard are left alone by the run', async ({
  page,
  product,
  signIn,
}) => {
  const { listeners, events } = product.sandbox.state
  const subscription = addSubscription(product)
  const failed = Array.from({ length: 7 }, () => addEvent(product, subscription).id)
  listeners.set(listenerOf(subscription), { does: 'accept' })
  await signIn('Operator', `${pathOf(subscription)}/failed-events`)
  await expect(page.getByRole('main').getByText('7 failed events', { exact: true })).toBeVisible()

  const rows = page.getByRole('grid', { name: 'Failed events' }).getByRole('row')
  const bar = page.getByRole('region', { name: 'Selected events' })
  const { keyboard } = page
  await rows.nth(1).focus()
  await keyboard.press('Control+a')
  await expect(bar).toContainText('All 7 that match are selected, as of')
  for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space']) await keyboard.press(key)
  await expect(bar).toContainText('All 7 that match except 2 are selected, as of')
  const idIn = async (row: number) =>
    (await rows.nth(row).getByRole('rowheader').getByRole('link').getAttribute('href'))?.split('/').at(-1)
  const out = [await idIn(2), await idIn(4)]

  await bar.getByRole('button', { name: 'Redeliver 5…' }).click()
  await expect(page.getByRole('main').getByText(/^5 events of one subscription/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(`${subscription.title}, except 2`)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('Done: all 5 were delivered.')

  const left = failed.filter((id) => events.get(id)?.state === 'failure')
  expect(left.toSorted()).toEqual(out.toSorted())
  expect(listeners.received(listenerOf(subscription))).toHaveLength(5)
  await page.goto(`${pathOf(subscription)}/failed-events`)
  await expect(page.getByRole('main').getByText('2 failed events', { exact: true })).toBeVisible()
})
