import { addSubscription, listenerOf, pathOf } from './data.ts'
import { expect, test } from './test.ts'

const HAPPENED = { type: 'entityUpdated', application: 'a'.repeat(26), client: 'b'.repeat(32), attributes: ['email'] }

test('off asks, names what happens to events, and keeps recording', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product)
  const { state } = product.sandbox
  const { customerId, subscriptionId, title } = subscription
  await signIn('Operator', pathOf(subscription))
  const enabled = page.getByRole('switch', { name: `Enabled: ${title}` })
  await enabled.click()
  const off = page.getByRole('dialog', { name: `Disable ${title}?` })
  await expect(off).toContainText(
    'Events go on being recorded and are marked failed at once. After 7 days they are gone.',
  )
  await expect(off).toContainText('they must be redelivered, one a minute')
  await off.getByRole('button', { name: 'Cancel' }).click()
  await expect(enabled).toBeChecked()
  expect(state.subscriptions.get(subscriptionId)?.enabled).toBe(true)

  await enabled.click()
  await off.getByRole('button', { name: 'Disable and keep recording' }).click()
  await expect(enabled).not.toBeChecked()
  await expect(page.getByRole('main').getByText('Nothing can be redelivered before it is on again.')).toBeVisible()
  expect(state.subscriptions.get(subscriptionId)?.enabled).toBe(false)

  product.sandbox.happen({ customer: customerId, ...HAPPENED })
  product.sandbox.happen({ customer: customerId, ...HAPPENED })
  expect(state.events.of(subscriptionId).map((event) => event.state)).toEqual(['failure', 'failure'])
  expect(state.listeners.received(listenerOf(subscription))).toEqual([])
})

test('on says what failed meanwhile, and that it stays failed', async ({ page, product, signIn }) => {
  const subscription = addSubscription(product, { enabled: false })
  const { state } = product.sandbox
  const { customerId, subscriptionId, title } = subscription
  product.sandbox.happen({ customer: customerId, ...HAPPENED })
  product.sandbox.happen({ customer: customerId, ...HAPPENED })
  await signIn('Operator', pathOf(subscription))
  await expect(page.getByRole('link', { name: '2 while off' })).toBeVisible()
  const enabled = page.getByRole('switch', { name: `Enabled: ${title}` })
  await enabled.click()
  const on = page.getByRole('dialog', { name: `Enable ${title}?` })
  await expect(on).toContainText('2 events failed while it was off')
  await expect(on).toContainText('They are not sent by themselves: they must be redelivered')
  await expect(on.getByRole('link', { name: 'See what failed while it was off' })).toBeVisible()
  await on.getByRole('button', { name: 'Enable', exact: true }).click()
  const offer = page.getByRole('dialog', { name: `${title} is on` })
  await expect(offer).toContainText('2 events failed while it was off. Switching on does not send them')
  await offer.getByRole('button', { name: 'Not now' }).click()
  await expect(enabled).toBeChecked()
  expect(state.events.of(subscriptionId).map((event) => event.state)).toEqual(['failure', 'failure'])
  product.sandbox.happen({ customer: customerId, ...HAPPENED })
  await expect.poll(() => state.listeners.received(listenerOf(subscription))).toHaveLength(1)
})

test.describe('refused', () => {
  test.use({ refusals: [412, 422] })

  test('a refusal rolls the switch back and gives the reason', async ({ page, product, signIn }) => {
    const subscription = addSubscription(product)
    await signIn('Operator', pathOf(subscription))
    const { faults } = product.sandbox.state
    const fault = { does: 'status', status: 400, details: 'The endpoint is being audited' } as const
    faults.add({ method: 'PATCH', path: subscription.subscriptionId, fault })
    const enabled = page.getByRole('switch', { name: `Enabled: ${subscription.title}` })
    await enabled.click()
    const off = page.getByRole('dialog', { name: `Disable ${subscription.title}?` })
    await off.getByRole('button', { name: 'Disable and keep recording' }).click()
    await expect(off.getByRole('alert')).toContainText('Identity Cloud refused')
    await expect(off.getByRole('alert')).toContainText('The endpoint is being audited')
    await expect(page.getByRole('switch', { includeHidden: true })).toBeChecked()
    faults.clear()
    await off.getByRole('button', { name: 'Disable and keep recording' }).click()
    await expect(enabled).not.toBeChecked()
  })

  test('two people at once: the second sees what the first changed, and chooses', async ({
    page,
    product,
    signIn,
    another,
  }) => {
    const subscription = addSubscription(product)
    const { title, subscriptionId } = subscription
    const { state, stamp } = product.sandbox
    await signIn('Operator', pathOf(subscription))
    const second = await another('Administrator', pathOf(subscription))
    const theirs = second.getByRole('switch', { name: `Enabled: ${title}` })
    await theirs.click()
    const off = second.getByRole('dialog', { name: `Disable ${title}?` })
    await expect(off).toBeVisible()

    await page.getByRole('switch', { name: `Enabled: ${title}` }).click()
    const question = page.getByRole('dialog', { name: `Disable ${title}?` })
    await question.getByRole('textbox', { name: 'Reason' }).fill('Listener moves')
    await question.getByRole('button', { name: 'Disable and keep recording' }).click()
    await expect(page.getByRole('switch', { name: `Enabled: ${title}` })).not.toBeChecked()

    await off.getByRole('button', { name: 'Disable and keep recording' }).click()
    const already = second.getByRole('dialog', { name: `${title} is off` })
    await expect(already).toContainText(/You saw On.*Theirs Off/)
    await already.getByText('Close', { exact: true }).click()

    await theirs.click()
    const on = second.getByRole('dialog', { name: `Enable ${title}?` })
    await expect(on).toBeVisible()
    const endpoint = 'https://moved.listener.example/'
    state.subscriptions.replace({ ...subscription, enabled: false, endpoint, updatedAt: stamp() })
    await on.getByRole('button', { name: 'Enable', exact: true }).click()
    const choice = second.getByRole('dialog', { name: `${title} was changed meanwhile` })
    await expect(choice).toContainText(`You saw ${subscription.endpoint}`)
    await expect(choice).toContainText(`Theirs ${endpoint}`)
    expect(state.subscriptions.get(subscriptionId)?.enabled).toBe(false)
    await choice.getByRole('button', { name: 'Enable it all the same' }).click()
    await expect(theirs).toBeChecked()
    expect(state.subscriptions.get(subscriptionId)).toMatchObject({ enabled: true, endpoint })

    await second.goto(`/production/journal?target=${subscriptionId}`)
    const rows = second.getByRole('table', { name: 'Journal' }).getByRole('row')
    await expect(rows.filter({ hasText: 'Omar Sandell' })).toContainText(/Turned off.*On.*Off.*Listener moves.*Done/)
    await expect(rows.filter({ hasText: 'Ada Brandt' })).toHaveText([
      /Turned on.*Off.*On.*Done/,
      /Turned on.*Off.*On.*Refused/,
      /Turned off.*Refused/,
    ])
  })
})
