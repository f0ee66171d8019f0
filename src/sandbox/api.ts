import { Hono } from 'hono'
import { errorBody, Refused } from './base/refusal.ts'
import type { Engine } from './delivery/engine.ts'
import type { Operation } from './operations/operation.ts'

/** Doubled and trailing slashes do not matter: the API's own links have them (1.3). */
const tidyPath = (path: string) => path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')

/** The API itself: every operation at its paths, 405 for other methods there, 404 everywhere else. */
export function createApi(engine: Engine, operations: Operation[]): (request: Request) => Promise<Response> {
  const app = new Hono({ getPath: (request) => tidyPath(new URL(request.url).pathname) })
  const methods = new Map<string, string[]>()

  for (const { method, paths, handle } of operations)
    for (const path of paths(engine.options)) {
      app.on(method, path, (c) => handle(engine, c.req.raw, c.req.param()))
      methods.set(path, [...(methods.get(path) ?? []), method])
    }
  for (const [path, allowed] of methods)
    app.all(path, () => Response.json(errorBody(405), { status: 405, headers: { Allow: allowed.join(', ') } }))

  app.notFound(() => Response.json(errorBody(404), { status: 404 }))
  app.onError((error) => {
    if (error instanceof Refused) return Response.json(error.body, { status: error.status, headers: error.headers })
    throw error
  })
  return async (request) => app.fetch(request)
}
