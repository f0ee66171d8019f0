import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Component, type ReactNode, useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { App } from '../../../testing/ui.tsx'
import { lazyInner, lazyPart } from './lazy-part.tsx'
import { loadPart, PartMissing } from './load-part.ts'
import { MissingParts } from './MissingParts.tsx'
import { missingParts } from './missing-parts.ts'

let there = false
let asked = 0
const load = async () => {
  asked++
  if (!there) throw new TypeError('Failed to fetch dynamically imported module')
  return () => <p>The part</p>
}

beforeEach(() => {
  there = false
  asked = 0
  // Without network there is no use in a pause.
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => {
  missingParts.clear()
  vi.restoreAllMocks()
})

const show = (Part: React.ComponentType) => {
  const Page = () => {
    const [wanted, setWanted] = useState(false)
    return (
      <App>
        <input aria-label="Form" />
        <button type="button" onClick={() => setWanted(true)}>
          Open
        </button>
        {wanted ? <Part /> : null}
        <MissingParts />
      </App>
    )
  }
  render(<Page />)
  return userEvent.setup()
}
const open = async (user: ReturnType<typeof show>) => {
  await user.type(screen.getByLabelText('Form'), 'typed')
  await user.click(screen.getByRole('button', { name: 'Open' }))
}
const formStays = () => expect(screen.getByLabelText('Form')).toHaveValue('typed')

it('costs only itself, and comes when it is asked for again', async () => {
  const user = show(lazyPart(load))
  await open(user)
  expect(await screen.findByRole('alert')).toHaveTextContent('A part of this page could not be loaded')
  expect(asked).toBe(2)
  formStays()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(asked).toBe(4))
  there = true
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('The part')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
  formStays()
})

it('comes by itself when the network is back, whether or not the words were closed', async () => {
  const user = show(lazyPart(load))
  await open(user)
  await user.click(await screen.findByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('alert')).toBeNull()
  there = true
  act(() => void dispatchEvent(new Event('online')))
  expect(await screen.findByText('The part')).toBeVisible()
})

it('says nothing of a part that nobody waits for, and asks for it again', async () => {
  const user = show(lazyPart(load, { quiet: true, fallback: () => <p>Instead</p> }))
  await open(user)
  await waitFor(() => expect(asked).toBe(2))
  expect(screen.getByText('Instead')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
  there = true
  await waitFor(() => {
    act(() => void dispatchEvent(new Event('online')))
    expect(screen.getByText('The part')).toBeVisible()
  })
})

const Inner = lazyInner(load)
const Frame = () => (
  <section>
    <Inner />
  </section>
)

it('waits and fails as one with what is inside it', async () => {
  const Outer = lazyPart(async () => Frame, {
    fallback: (_, again) => (
      <button type="button" onClick={again}>
        Closed
      </button>
    ),
  })
  const user = show(Outer)
  await open(user)
  await screen.findByRole('alert')
  there = true
  await user.click(screen.getByRole('button', { name: 'Closed' }))
  expect(await screen.findByText('The part')).toBeVisible()
})

class Outermost extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {}
  static getDerivedStateFromError = (error: Error) => ({ error })
  override render() {
    return this.state.error ? <p>Caught: {this.state.error.message}</p> : this.props.children
  }
}

const Broken = (): ReactNode => {
  throw new Error('a mistake')
}

it('leaves a mistake of the part itself to whoever is further out', async () => {
  const Part = lazyPart(async () => Broken)
  render(
    <Outermost>
      <Part />
    </Outermost>,
  )
  expect(await screen.findByText('Caught: a mistake')).toBeVisible()
})

it('tells a part that does not come from other mistakes', async () => {
  await expect(loadPart(load)).rejects.toBeInstanceOf(PartMissing)
  there = true
  await expect(loadPart(load)).resolves.toBeTypeOf('function')
})
