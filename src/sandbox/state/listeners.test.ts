import { expect, it } from 'vitest'
import { createListeners, ownListener, type ReceivedRequest } from './listeners.ts'

const request = (listener: string, at: number): ReceivedRequest => ({
  at,
  listener,
  url: `https://${listener}.listener.example/`,
  headers: {},
  payload: 'x',
  jti: `${at}`,
  eventId: null,
  eventType: 'test',
  answer: { statusCode: 200, headers: {} },
})

it('knows its own by their names', () => {
  expect(ownListener('crm.listener.example')).toBe('crm')
  expect(ownListener('a.b.listener.example')).toBe('a.b')
  for (const other of ['listener.example', '.listener.example', 'listener.example.com', 'crm-listener.example'])
    expect(ownListener(other)).toBeUndefined()
})

it('accepts until told otherwise, and recovers after so many', () => {
  const listeners = createListeners()
  expect(listeners.take('crm')).toEqual({ does: 'accept' })
  listeners.set('crm', { does: 'recover', after: 2, status: 500 })
  expect([1, 2, 3].map(() => listeners.take('crm').does)).toEqual(['status', 'status', 'accept'])
  expect(listeners.behaviourOf('crm')).toEqual({ does: 'recover', after: 0, status: 500 })
})

it('keeps the last 500 requests of each listener', () => {
  const listeners = createListeners()
  for (let at = 0; at < 600; at++) listeners.record(request('busy', at))
  listeners.record(request('calm', 50))
  expect(listeners.received('busy').map(({ at }) => at)).toEqual(Array.from({ length: 500 }, (_, i) => i + 100))
  expect(listeners.received()[0]?.listener).toBe('calm')
  expect(listeners.names()).toEqual(['busy', 'calm'])
})
