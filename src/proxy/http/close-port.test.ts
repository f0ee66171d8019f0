import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { closePort } from './close-port.ts'

/** Connects and sends a change at once; says so, and what came back. */
const CLIENT = `
  const { connect } = require('node:net')
  const { parentPort, workerData: { port, sent, count } } = require('node:worker_threads')
  for (let client = 0; client < count; client++) {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('PATCH / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n', () => {
        Atomics.add(sent, 0, 1)
        Atomics.notify(sent, 0)
      }))
    let answer = ''
    socket.on('data', (part) => (answer += part))
    socket.on('error', (error) => (answer = error.code))
    socket.on('close', () => parentPort.postMessage(answer.split('\\r\\n')[0]))
  }
`

/** The parts of a turn of the event loop in which a stop may begin. */
const PARTS = {
  'a timer': () => sleep(1),
  'an answer of the system': () => stat('.'),
  'the end of a turn': () => turn(),
}

it.each(Object.entries(PARTS))(
  'answers what was sent to a busy process before it closed the port, in %s',
  async (_, begin) => {
    const count = 5
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const sent = new Int32Array(new SharedArrayBuffer(4))
    const { port } = server.address() as AddressInfo
    const clients = new Worker(CLIENT, { eval: true, workerData: { port, sent, count } })
    const answers: string[] = []
    clients.on('message', (answer) => answers.push(answer))
    const ended = once(clients, 'exit')
    await begin()
    // The process is busy: the kernel takes the connections, and nobody looks at them.
    for (let done = 0; done < count; done = Atomics.load(sent, 0)) Atomics.wait(sent, 0, done)
    await closePort(server)
    await ended
    expect(answers).toEqual(Array(count).fill('HTTP/1.1 200 OK'))
  },
)
