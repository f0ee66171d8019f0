import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { createLog } from '../src/proxy/log.ts'
import type { SandboxServer } from '../src/sandbox/serve.ts'
import { startWithSandbox } from '../src/server.ts'

export { expect }

/** The built console on a sandbox of its own, on free ports; one for each worker. */
export interface Product {
  url: string
  sandbox: SandboxServer['sandbox']
  /** Everything the console logged, a line each. */
  log: string[]
}

export type Role = 'Viewer' | 'Operator' | 'Administrator'

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A day of the retry ladder is four seconds here; tokens live as long as ever. */
const TIME_SCALE = 20_000

export const test = base.extend<{ signIn: (role: Role, path?: string) => Promise<void> }, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from its pattern
    async ({}, use) => {
      const log: string[] = []
      const port = await freePort()
      const running = await startWithSandbox(
        { port, host: 'localhost', publicUrl: `http://localhost:${port}`, store: { sqlite: ':memory:' } },
        { port: 0, host: 'localhost', timeScale: TIME_SCALE, tokenLifetime: 3600 * TIME_SCALE },
        createLog('trace', { write: (line: string) => void log.push(line) }),
      )
      await use({ url: running.url, sandbox: running.sandbox.sandbox, log })
      await running.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ product }, use) => use(product.url),
  signIn: ({ page }, use) =>
    use(async (role, path = '/') => {
      await page.goto(path)
      await page.getByRole('link', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: role }).click()
      await expect(page.getByRole('navigation').first()).toBeVisible()
    }),
})

/** Nothing that axe can find is wrong with the page as it stands. */
export const expectAccessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual([])
}
