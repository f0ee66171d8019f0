import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A reverse proxy between browser and console, as one stands in front of it; what goes wrong there can be changed. */
export interface Front {
  /** Paths that are gone, as after an update that left nothing of the version before. */
  gone: RegExp | undefined
  /** The build that answers name instead of the real one. */
  build: string | undefined
  /** Streams get stuck after their first bytes. */
  stuck: boolean
  stop(): Promise<void>
}

/** Listens on `port` and passes everything to the console on `behind`, the Host included. */
export async function startFront(port: number, behind: number): Promise<Front> {
  const front: Pick<Front, 'gone' | 'build' | 'stuck'> = { gone: undefined, build: undefined, stuck: false }
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url: path = '/', headers } = incoming
    if (front.gone?.test(path)) return void outgoing.writeHead(404).end()
    const onward = request({ host: 'localhost', port: behind, method, path, headers }, (answer) => {
      const build = front.build && 'x-console-build' in answer.headers ? { 'x-console-build': front.build } : {}
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...build })
      const isStream = answer.headers['content-type']?.startsWith('text/event-stream')
      if (!isStream) return void answer.pipe(outgoing)
      let events = 0
      answer.on('data', (bytes: Buffer) => {
        if (!front.stuck || events++ < 2) outgoing.write(bytes)
      })
      answer.on('end', () => outgoing.end())
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }
  const server = createServer(pass).listen(port, 'localhost')
  await once(server, 'listening')
  return Object.assign(front, {
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  })
}
