import { Hono } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import { errorBody, Refused } from './base/refusal.ts'
import type { Engine } from './delivery/engine.ts'
import type { Operation } from './operations/operation.ts'

/** Doubled and trailing slashes do not matter: the API's own links have them (1.3). */
const tidyPath = (path: string) => path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')

export interface Api {
  fetch(request: Request): Promise<Response>
  /** Returns the name of the operation that a request calls, undefined for one that calls none. */
  operationOf(request: Request): string | undefined
}

/** Creates the API itself: every operation at its paths, 405 for other methods there, 404 everywhere else. */
export function createApi(engine: Engine, operations: Record<string, Operation>): Api {
  const app = new Hono({ getPath: (request) => tidyPath(new URL(request.url).pathname) })
  const names = new TrieRouter<string>()
  const methods = new Map<string, string[]>()

  for (const [name, { method, paths, handle }] of Object.entries(operations))
    for (const path of paths(engine.options)) {
      names.add(method, path, name)
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
  return {
    fetch: async (request) => app.fetch(request),
    operationOf({ method, url }) {
      const [[first]] = names.match(method, tidyPath(new URL(url).pathname))
      return first?.[0]
    },
  }
}
