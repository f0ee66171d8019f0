import type { Server } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'

/** Milliseconds; a turn of the event loop that took longer may have left somebody at the door. */
const SHORT = 1
/** So many turns without a quiet one are enough of waiting. */
const TURNS = 5000

/**
 * Closes the port in a turn of the event loop in which nobody came; resolves when all connections have ended. The kernel resets a
 * connection that it has taken and the process has not, and a balancer may not send a change again that it has sent.
 */
export async function closePort(server: Server): Promise<void> {
  let came = 0
  server.on('connection', () => came++)
  // A turn that begins with a signal or a request ends before the network is looked at again.
  await turn()
  for (let turns = 0; turns < TURNS; turns++) {
    const [before, begun] = [came, performance.now()]
    await turn()
    if (came === before && performance.now() - begun < SHORT) break
  }
  await new Promise((done) => server.close(done))
}
