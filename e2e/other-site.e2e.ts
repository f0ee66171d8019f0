import { expect, test } from './test.ts'

// To a browser, 127.0.0.1 is another site than localhost, where the console is.
test.use({ setting: { host: '127.0.0.1' } })

test('signing in at another site, and a link from there, lead to a page that knows who it is', async ({
  page,
  context,
  product,
  signIn,
}) => {
  const deep = '/production/subscriptions?enabled=off'
  await signIn('Operator', deep)
  await expect(page).toHaveURL(deep)
  const [session] = await context.cookies(product.url)
  expect(session).toMatchObject({ name: 'console-session', sameSite: 'Strict' })

  const elsewhere = `${new URL(product.sandbox.options.baseUrl).origin}/oidc/.well-known/openid-configuration`
  await page.goto(elsewhere)
  await page.evaluate((address) => location.assign(address), product.url + deep)
  await expect(page.getByRole('heading', { level: 1, name: 'Subscriptions' })).toBeVisible()
  await expect(page).toHaveURL(deep)

  await page.goto(elsewhere)
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.url().endsWith('/healthz')),
    page.evaluate((address) => location.assign(address), `${product.url}/healthz`),
  ])
  expect((await request.allHeaders()).cookie).toBeUndefined()
})
