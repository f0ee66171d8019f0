import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { createLog } from '../src/config/log.ts'
import type { SandboxServer, SandboxServerOptions } from '../src/sandbox/serve/serve.ts'
import { startWithSandbox } from '../src/sandboxed.ts'
import { freePort } from '../src/testing/free-port.ts'
import { type Front, startFront } from './front.ts'
import { type Complaints, watch } from './watch.ts'

export { expect }

/** The built console on a sandbox of its own, on free ports; one for each worker. */
export interface Product {
  url: string
  /** The emulator of the API; a test puts its own data there and reads the outcome there. */
  sandbox: SandboxServer['sandbox']
  /** Every secret the console was configured with. */
  secrets: string[]
  /** Everything the console logged, a line each. */
  log: string[]
  /** The proxy in front of it. */
  front: Front
}

export type Role = 'Viewer' | 'Operator' | 'Administrator'

interface Fixtures {
  /** Statuses that the test provokes; the browser writes each failed call to its console. */
  refusals: number[]
  signIn: (role: Role, path?: string) => Promise<void>
  /** Somebody else, signed in with a browser of their own. */
  another: (role: Role, path?: string) => Promise<Page>
}

interface WorkerFixtures {
  /** Options that differ from the usual sandbox, for one test file. */
  setting: SandboxServerOptions
  product: Product
}

/** A day of the retry ladder is four seconds here; tokens live as long as ever. */
const TIME_SCALE = 20_000

const signInAs = async (page: Page, role: Role, path = '/') => {
  await page.goto(path)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: role }).click()
  await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible()
}

const expectNone = (complaints: Complaints) => expect(complaints, 'the page writes no error to its console').toEqual([])

export const test = base.extend<Fixtures, WorkerFixtures>({
  setting: [{}, { option: true, scope: 'worker' }],
  product: [
    async ({ setting }, use) => {
      const { timeScale = TIME_SCALE } = setting
      const log: string[] = []
      const [port, behind] = [await freePort(), await freePort()]
      const front = await startFront(port, behind)
      const running = await startWithSandbox(
        { port: behind, host: 'localhost', publicUrl: `http://localhost:${port}`, store: { sqlite: ':memory:' } },
        { port: 0, host: 'localhost', timeScale, tokenLifetime: 3600 * timeScale, ...setting },
        createLog('trace', { write: (line: string) => void log.push(line) }),
      )
      const { sandbox, customers, oidc } = running.sandbox
      const secrets = [oidc.clientSecret, ...customers.map(({ clientSecret }) => clientSecret)]
      await use({ url: running.url, sandbox, secrets, log, front })
      await running.stop()
      await front.stop()
    },
    { scope: 'worker' },
  ],
  refusals: [[], { option: true }],
  baseURL: ({ product }, use) => use(product.url),
  context: async ({ context, product, refusals }, use) => {
    const complaints = watch(context, refusals)
    await use(context)
    product.sandbox.state.faults.clear()
    Object.assign(product.front, { gone: undefined, build: undefined, stuck: false })
    expectNone(complaints)
    expect(product.log.filter((line) => line.includes('policy stopped'))).toEqual([])
  },
  signIn: ({ page }, use) => use((role, path) => signInAs(page, role, path)),
  another: async ({ browser, baseURL, refusals }, use) => {
    const others: { complaints: Complaints; close: () => Promise<void> }[] = []
    await use(async (role, path) => {
      const context = await browser.newContext(baseURL ? { baseURL } : {})
      others.push({ complaints: watch(context, refusals), close: () => context.close() })
      const page = await context.newPage()
      await signInAs(page, role, path)
      return page
    })
    for (const { complaints, close } of others) {
      await close()
      expectNone(complaints)
    }
  },
})

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The rules of axe that a colour scheme can break: all others look at the document, which is the same in both. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

const expectNoViolation = async (axe: AxeBuilder) => {
  // No page of ours has a frame; without the other mode's second page it takes half the time.
  const { violations } = await axe.setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual([])
}

/** Nothing that axe can find is wrong with the page as it stands. */
export const expectAccessible = (page: Page) => expectNoViolation(new AxeBuilder({ page }).withTags(WCAG))

/** The same in both colour schemes, each once everything that moves has come to rest: colours are what they will be. */
export const expectAccessibleInBothSchemes = async (page: Page) => {
  await inScheme(page, 'dark')
  await expectNoViolation(new AxeBuilder({ page }).withRules(RULES_OF_COLOUR))
  await inScheme(page, 'light')
  await expectAccessible(page)
}

const inScheme = async (page: Page, colorScheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
}
