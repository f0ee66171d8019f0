import { QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import type { ReactNode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { ActiveRuns } from '../../contract/run.ts'
import { useLiveRuns } from './live.ts'
import { createQueryClient } from './query-client.ts'
import { runQueries } from './runs.ts'

/** The browser's own, which jsdom does not have: as much of it as a page sees. */
class Stream extends EventTarget {
  static readonly CLOSED = 2
  static all: Stream[] = []
  readyState = 1
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    Stream.all.push(this)
  }
  close() {
    this.readyState = Stream.CLOSED
  }
}

const active = (changed: string): ActiveRuns => ({ runs: [], changed })
let asked = 0
const server = setupServer(
  http.get('*/api/environments/production/runs/active', () => {
    asked++
    return HttpResponse.json(active(`asked ${asked}`))
  }),
)

beforeAll(() => server.listen())
afterAll(() => server.close())
beforeEach(() => {
  asked = 0
  Stream.all = []
  vi.stubGlobal('EventSource', Stream)
})
afterEach(() => vi.unstubAllGlobals())

const listen = async () => {
  const client = createQueryClient()
  const invalidated = vi.spyOn(client, 'invalidateQueries')
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const hook = renderHook(() => useLiveRuns('production'), { wrapper })
  await vi.waitFor(() => expect(hook.result.current?.changed).toBe('asked 1'))
  const stream = () => Stream.all.at(-1)
  const send = (data: string) => act(async () => void stream()?.dispatchEvent(new MessageEvent('runs', { data })))
  return { ...hook, client, invalidated, stream, send }
}

it('takes what the server sends, and asks anew for what is shown of runs when one changed', async () => {
  const { result, invalidated, stream, send } = await listen()
  expect(stream()?.url).toBe('/api/environments/production/live')
  await send(JSON.stringify(active('sent')))
  expect(result.current?.changed).toBe('sent')
  expect(invalidated).toHaveBeenCalledExactlyOnceWith({ queryKey: runQueries.all('production') })
  await send(JSON.stringify(active('sent')))
  expect(invalidated).toHaveBeenCalledTimes(1)
})

it('minds nothing that it cannot read', async () => {
  const { result, send } = await listen()
  await send('{"runs":')
  expect(result.current?.changed).toBe('asked 1')
})

it('leaves a stream that the server ended to the browser, and closes one that cannot be had', async () => {
  const { stream, send } = await listen()
  await send(JSON.stringify(active('sent')))
  await act(async () => void stream()?.dispatchEvent(new Event('error')))
  expect(stream()?.readyState).toBe(1)
  const refused = stream()
  if (refused) refused.readyState = Stream.CLOSED
  await act(async () => void refused?.dispatchEvent(new Event('error')))
  expect(Stream.all).toHaveLength(1)
})

it('asks for what a stream that is stuck does not bring, and trusts the next one from its sign of life on', async () => {
  const { result, stream, send } = await listen()
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await send(JSON.stringify(active('sent')))
  await act(async () => void stream()?.dispatchEvent(new Event('alive')))
  const stuck = stream()
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect([result.current?.changed, stuck?.readyState]).toEqual(['sent', 1])
  await act(() => vi.advanceTimersByTimeAsync(12_000))
  expect(stuck?.readyState).toBe(Stream.CLOSED)
  await vi.waitFor(() => expect(result.current?.changed).toMatch(/^asked/))

  await act(() => vi.advanceTimersByTimeAsync(30_000))
  expect(Stream.all).toHaveLength(2)
  const before = asked
  await send(JSON.stringify(active('sent again')))
  await act(() => vi.advanceTimersByTimeAsync(6_000))
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before))
  await act(async () => void stream()?.dispatchEvent(new Event('alive')))
  const since = asked
  await act(() => vi.advanceTimersByTimeAsync(15_000))
  expect(asked).toBe(since)
  vi.useRealTimers()
})

it('holds no stream while the tab is hidden, nor after the page is left', async () => {
  const hidden = vi.spyOn(document, 'hidden', 'get')
  const { stream, unmount } = await listen()
  hidden.mockReturnValue(true)
  await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
  expect(stream()?.readyState).toBe(Stream.CLOSED)
  hidden.mockReturnValue(false)
  await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
  expect(Stream.all).toHaveLength(2)
  unmount()
  expect(stream()?.readyState).toBe(Stream.CLOSED)
  hidden.mockRestore()
})

it('reads again what was being read for the first time when a run changed', async () => {
  const { client, send } = await listen()
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let reads = 0
  const queryKey = [...runQueries.all('production'), 'detail', 'a run']
  const first = client.fetchQuery({
    queryKey,
    queryFn: () => answers[reads++]?.promise ?? 'too often',
    staleTime: Infinity,
  })
  await send(JSON.stringify(active('sent')))
  answers[0]?.resolve('as it was before the change')
  answers[1]?.resolve('as it is')
  await first
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => answers[reads++]?.promise ?? 'too often',
    staleTime: Infinity,
  })
  const leave = observer.subscribe(() => undefined)
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('as it is'))
  expect(reads).toBe(2)
  leave()
})

it('reads again what a mounted page was reading for the first time when a run changed', async () => {
  const { client, send } = await listen()
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let reads = 0
  const queryKey = [...runQueries.all('production'), 'detail', 'a run']
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => answers[reads++]?.promise ?? 'too often',
    staleTime: Infinity,
  })
  const leave = observer.subscribe(() => undefined)
  await send(JSON.stringify(active('sent')))
  answers[0]?.resolve('as it was before the change')
  answers[1]?.resolve('as it is')
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('as it is'))
  expect(reads).toBe(2)
  leave()
})
