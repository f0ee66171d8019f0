import { render } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { createMemoryRouter } from 'react-router'
import { test as base } from 'vitest'
import type { Role } from '../contract/role.ts'
import { App } from '../ui/App.tsx'
import { createQueryClient } from '../ui/api/query-client.ts'
import { routes } from '../ui/routes.tsx'
import { createStack, ORIGIN, type Stack } from './stack.ts'

interface Fixtures {
  stack: Stack
  /** Shows an address of the whole interface to somebody of a role, or to nobody in particular with `role: null`. */
  show: (path: string, options?: { role?: Role | null }) => Promise<ReturnType<typeof createMemoryRouter>>
  /** The cookie of the session, as the browser keeps it. Taking it away is what an expired session looks like. */
  browser: { cookie: string | null }
}

/** The interface in jsdom on the real stack: MSW hands every call to the proxy, the proxy asks the sandbox. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures a function needs from its pattern
  stack: async ({}, use) => {
    const stack = await createStack()
    await use(stack)
    await stack.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the fixtures a function needs from its pattern
  browser: async ({}, use) => use({ cookie: null }),
  show: async ({ stack, browser }, use) => {
    const forward = async ({ request }: { request: Request }) => {
      const { pathname, search } = new URL(request.url)
      const headers = new Headers(request.headers)
      headers.set('host', new URL(ORIGIN).host)
      headers.set('origin', ORIGIN)
      headers.set('sec-fetch-site', 'same-origin')
      if (browser.cookie) headers.set('cookie', browser.cookie)
      const body = request.method === 'GET' ? null : await request.text()
      const answer = await stack.fetch(
        new Request(ORIGIN + pathname + search, { method: request.method, headers, body }),
      )
      return new HttpResponse(answer.body, { status: answer.status, headers: answer.headers })
    }
    const server = setupServer(http.all('*/api/*', forward), http.all('*/auth/*', forward))
    server.listen({ onUnhandledFrame: 'error' })
    const client = createQueryClient()
    await use(async (path, { role = 'operator' } = {}) => {
      browser.cookie = role === null ? null : await stack.signIn(role)
      const router = createMemoryRouter(routes(client), { initialEntries: [path] })
      render(<App client={client} router={router as Parameters<typeof App>[0]['router']} />)
      return router
    })
    client.clear()
    server.close()
  },
})
