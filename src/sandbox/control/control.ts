import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Sandbox } from '../sandbox.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { faultRoutes } from './fault-routes.ts'
import { listenerRoutes } from './listener-routes.ts'
import { optionRoutes, variantRoutes } from './option-routes.ts'
import { refuseControl } from './read.ts'
import { stateRoutes } from './state-routes.ts'
import { userRoutes } from './user-routes.ts'

/** The path of the control API. */
export const CONTROL = '/_sandbox'

const ROUTES = [
  'GET /_sandbox/state',
  'GET /_sandbox/listeners',
  'GET /_sandbox/listeners/{name}',
  'PUT /_sandbox/listeners/{name}',
  'POST /_sandbox/deliveries',
  'POST /_sandbox/users/created',
  'POST /_sandbox/users/updated',
  'POST /_sandbox/users/deleted',
  'POST /_sandbox/users/burst',
  'GET /_sandbox/faults',
  'POST /_sandbox/faults',
  'DELETE /_sandbox/faults',
  'DELETE /_sandbox/faults/{id}',
  'GET /_sandbox/options',
  'PATCH /_sandbox/options',
  'GET /_sandbox/variants',
  'GET /_sandbox/variants/{name}',
  'PUT /_sandbox/variants/{name}',
  'DELETE /_sandbox/variants/{name}',
  'POST /_sandbox/tokens/revoke',
  'POST /_sandbox/reset',
]

/**
 * Creates the control API, which is not the API but about it: listeners, deliveries, users, faults, options, tokens, counters,
 * reset. No credentials are asked for; pages of other origins are turned away, as nobody wants a web page to play with
 * a sandbox on their machine.
 */
export function createControl(sandbox: Sandbox): (request: Request) => Promise<Response> {
  const app = new Hono().basePath(CONTROL)
  app.use(async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && origin !== new URL(c.req.url).origin)
      throw refuseControl(403, 'Pages of other origins may not use the control API')
    await next()
  })
  app.get('/', (c) => c.json({ routes: ROUTES }))
  app.route('/listeners', listenerRoutes(sandbox))
  app.route('/deliveries', deliveryRoutes(sandbox))
  app.route('/users', userRoutes(sandbox))
  app.route('/faults', faultRoutes(sandbox))
  app.route('/options', optionRoutes(sandbox))
  app.route('/variants', variantRoutes(sandbox))
  app.route('/', stateRoutes(sandbox))
  app.notFound((c) => c.json({ error: 'There is no such route', routes: ROUTES }, 404))
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    throw error
  })
  return async (request) => app.fetch(request)
}
