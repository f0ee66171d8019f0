import { QueryClientProvider, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { App } from '../../testing/ui.tsx'
import { QueryBoundary } from './QueryBoundary.tsx'
import { ask, createQueryClient } from './query-client.ts'

let asked: { outer: number; inner: number }
let slow: PromiseWithResolvers<string>
beforeEach(() => {
  asked = { outer: 0, inner: 0 }
  slow = Promise.withResolvers()
})

const outer = queryOptions({
  queryKey: ['outer'],
  queryFn: () => (asked.outer++ === 0 ? Promise.reject(new Error('down')) : Promise.resolve('outer text')),
})
const inner = queryOptions({
  queryKey: ['inner'],
  queryFn: () => (asked.inner++ === 0 ? slow.promise : Promise.resolve('inner text')),
})
const Inner = () => <p>{useSuspenseQuery(inner).data}</p>
const Outer = () => (
  <>
    <p>{useSuspenseQuery(outer).data}</p>
    <QueryBoundary resetKey="inner" fallback={null}>
      <Inner />
    </QueryBoundary>
  </>
)

it('asks again for what is further inside when a retry comes before the first request has failed', async () => {
  const client = createQueryClient()
  ask(client.query(outer))
  ask(client.query(inner))
  render(
    <App>
      <QueryClientProvider client={client}>
        <QueryBoundary resetKey="outer" fallback={null}>
          <Outer />
        </QueryBoundary>
      </QueryClientProvider>
    </App>,
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('outer text')).toBeInTheDocument()
  slow.reject(new Error('down'))
  expect(await screen.findByText('inner text')).toBeInTheDocument()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  expect(asked).toEqual({ outer: 2, inner: 2 })
})
