import { hostname } from 'node:os'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { createLog } from './log.ts'
import { VERSION } from './version.ts'

it('writes of an error its name, words, stack and cause, and nothing it carries', async () => {
  const stream = new PassThrough()
  const log = createLog('info', stream)
  const cause = Object.assign(new TypeError('connection reset'), {
    request: { headers: { authorization: 'Bearer hidden-1' } },
  })
  log.error(
    { err: Object.assign(new Error('call failed', { cause }), { response: 'hidden-2' }), token: 'hidden-3' },
    'no',
  )
  log.info({ request: { cookie: 'hidden-4' } }, 'yes')
  stream.end()
  const written = await text(stream)
  expect(written).not.toContain('hidden')
  expect(JSON.parse(written.split('\n')[0] ?? '')).toMatchObject({
    msg: 'no',
    token: '[secret]',
    err: { type: 'Error', message: 'call failed', cause: { type: 'TypeError', message: 'connection reset' } },
  })
})

it('marks each line with its process, and calls levels by name', async () => {
  const stream = new PassThrough()
  createLog('info', stream).warn('one')
  createLog('info', stream, 'west-2').info('other')
  stream.end()
  const [one, other] = (await text(stream))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(one).toMatchObject({ level: 'warn', instance: hostname(), version: VERSION, pid: process.pid })
  expect(other).toMatchObject({ level: 'info', instance: 'west-2' })
})
