import { addEvent, addSubscription, eventPathOf, learn, pathOf } from './data.ts'
import { expect, test } from './test.ts'

const COOKIE = 'console-session'

test('a deep link survives signing in', async ({ page, signIn }) => {
  await signIn('Viewer', '/production/subscriptions?enabled=off&sort=updated&direction=desc')
  await expect(page).toHaveURL('/production/subscriptions?enabled=off&sort=updated&direction=desc')
  await expect(page.getByRole('combobox', { name: 'On or off' })).toHaveValue('off')
})

for (const foreign of ['//evil.example/', 'https://evil.example/', '/\\evil.example', '/%2Fevil.example', 'evil']) {
  test(`nobody is sent to ${foreign} after signing in`, async ({ page, baseURL }) => {
    await page.goto(`/auth/sign-in?return=${encodeURIComponent(foreign)}`)
    await page.getByRole('button', { name: 'Viewer' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    expect(new URL(page.url()).origin).toBe(baseURL)
  })
}

test('signing out ends the session on the server and at the provider', async ({
  page,
  context,
  product,
  signIn,
  playwright,
}) => {
  await signIn('Operator')
  const old = (await context.cookies()).find(({ name }) => name === COOKIE)
  // The page would go on asking with a cookie that is gone.
  await page.goto('about:blank')
  await context.clearCookies({ name: COOKIE })
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in' }).click()
  // The provider still knows who this is, so it does not ask.
  await page.getByRole('button', { name: /Omar Sandell, operator/ }).click()
  const current = (await context.cookies()).find(({ name }) => name === COOKIE)
  expect(current?.value).not.toBe(old?.value)
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  // The console keeps no ID token to prove whose session it is, so the provider asks.
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  expect((await context.cookies()).map(({ name }) => name)).not.toContain(COOKIE)

  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'Operator' })).toBeVisible()
  const statusWith = async (value = '') => {
    const request = await playwright.request.newContext({ extraHTTPHeaders: { Cookie: `${COOKIE}=${value}` } })
    const status = (await request.get(`${product.url}/api/session`)).status()
    await request.dispose()
    return status
  }
  // It came of the same session at the provider, which tells the console of its end by itself.
  await expect.poll(() => statusWith(old?.value)).toBe(401)
  expect(await statusWith(current?.value)).toBe(401)
})

test('each role sees what it may, and why not the rest', async ({ page, product, signIn, another }) => {
  const subscription = addSubscription(product)
  const event = addEvent(product, subscription)
  await signIn('Viewer', eventPathOf(event))
  const redeliver = page.getByRole('button', { name: 'Redeliver', exact: true })
  await expect(redeliver).toBeDisabled()
  await expect(redeliver).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
  await page.getByRole('button', { name: 'Close event' }).click()
  const enabled = page.getByRole('switch', { name: `Enabled: ${subscription.title}` })
  await expect(enabled).toHaveAccessibleDescription('Needs the role operator; you are signed in as viewer')
  await expect(page.getByRole('link', { name: 'Journal' })).toHaveAttribute('aria-disabled', 'true')

  const operator = await another('Operator', eventPathOf(event))
  await expect(operator.getByRole('button', { name: 'Redeliver', exact: true })).toBeEnabled()
  await operator.getByRole('button', { name: 'Close event' }).click()
  await expect(operator.getByRole('switch', { name: `Enabled: ${subscription.title}` })).toBeEnabled()
  await expect(operator.getByRole('link', { name: 'Journal' })).toHaveAccessibleDescription(
    'Needs the role administrator; you are signed in as operator',
  )

  const administrator = await another('Administrator', pathOf(subscription))
  await administrator.getByRole('link', { name: 'Journal' }).click()
  await expect(administrator.getByRole('search', { name: 'Search the journal' })).toBeVisible()
})

test.describe('a session that ends in the middle of work', () => {
  test.use({ refusals: [401] })

  test('keeps the page and what was typed, and goes on after signing in again', async ({
    page,
    context,
    product,
    signIn,
  }) => {
    const subscription = addSubscription(product)
    await signIn('Operator')
    await learn(page, subscription)
    await page.goto(pathOf(subscription))
    await page.getByRole('switch', { name: `Enabled: ${subscription.title}` }).click()
    const question = page.getByRole('dialog', { name: `Disable ${subscription.title}?` })
    await question.getByRole('textbox', { name: 'Reason' }).fill('Listener is moving house')
    await context.clearCookies({ name: COOKIE })
    await question.getByRole('button', { name: 'Disable and keep recording' }).click()

    const expired = page.getByRole('dialog', { name: 'Your sign-in has expired' })
    await expect(expired).toBeVisible()
    expect(product.sandbox.state.subscriptions.get(subscription.subscriptionId)?.enabled).toBe(true)
    await expect(page.getByRole('textbox', { name: 'Reason', includeHidden: true })).toHaveValue(
      'Listener is moving house',
    )
    const popup = page.waitForEvent('popup')
    await expired.getByRole('button', { name: 'Sign in again' }).click()
    await popup
    await expect(expired).toBeHidden()
    await expect(page.getByRole('switch', { name: `Enabled: ${subscription.title}` })).not.toBeChecked()
    // The switch shows what is wanted as long as the call is under way.
    await expect.poll(() => product.sandbox.state.subscriptions.get(subscription.subscriptionId)?.enabled).toBe(false)
  })
})
