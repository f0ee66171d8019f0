import { setTimeout as after } from 'node:timers/promises'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, onTestFinished, vi } from 'vitest'
import { APPLICATION, addSubscription, changeUser } from '../../testing/occurrences.ts'
import { test } from '../../testing/test.tsx'
import { paths } from '../address/paths.ts'

const NEW = paths.newSubscription('production')
const ADMINISTRATOR = { role: 'administrator' } as const
const UPDATES_OF_EMAIL = {
  properties: { entityUpdated: { properties: { attributes: { contains: { enum: ['email'] } } } } },
}

const field = (name: string) => screen.findByRole('textbox', { name })
const write = async (name: string, text: string) => {
  await userEvent.click(await field(name))
  await userEvent.keyboard('{Control>}a{/Control}')
  await userEvent.paste(text)
}
const choose = (group: string, name: string) =>
  userEvent.click(within(screen.getByRole('group', { name: group })).getByRole('radio', { name }))
const press = (name: RegExp | string, inside: HTMLElement = document.body) =>
  userEvent.click(within(inside).getByRole('button', { name }))
const dialog = (name: RegExp | string) => screen.findByRole('dialog', { name })
const panel = () => screen.getByRole('complementary', { name: 'What this would do' })
const add = async (picker: string, value: string) => {
  await userEvent.type(await screen.findByLabelText(picker, { selector: 'input' }), `${value}{Enter}{Escape}`)
}

test('creates what the rules say, as the API takes it', async ({ stack: { sandbox, store }, show }) => {
  const router = await show(NEW, ADMINISTRATOR)
  await write('Title', 'Kids')
  await write('Endpoint', 'https://kids.listener.example/hooks')
  await choose('Updates', 'Only when…')
  await press('Changed attributes')
  await add('Changed attributes include, updates', 'email')
  await press('Application')
  await add('Application is, updates', APPLICATION)
  await choose('Deletions', 'Drop')
  expect(panel()).toHaveTextContent('Sends every creation; updates only from application zzyn…syk6 when email changed')
  await press('Create subscription…')
  const question = await dialog('Create Kids?')
  await userEvent.type(within(question).getByRole('textbox', { name: 'Reason' }), 'New listener')
  await press('Create subscription', question)
  await vi.waitFor(() => expect(router.state.location.pathname).toMatch(/subscriptions\/[0-9a-f-]{36}$/))
  const stored = sandbox.state.subscriptions.titled(sandbox.customers[0]?.customerId ?? '', 'Kids')
  expect(stored).toMatchObject({
    endpoint: 'https://kids.listener.example/hooks',
    enabled: true,
    filter: {
      properties: {
        entityUpdated: {
          properties: { captureApplicationId: { const: APPLICATION }, attributes: { contains: { enum: ['email'] } } },
        },
        entityDeleted: { const: false },
      },
    },
  })
  const { items } = await store.journal.page({ size: 50 })
  expect(items).toMatchObject([{ action: 'subscription.create', outcome: 'done', reason: 'New listener' }])
})

test('tries a draft on stored events, and tells the difference to what is in force', async ({
  stack: { sandbox },
  show,
}) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  changeUser(sandbox, ['email'])
  changeUser(sandbox, ['password'])
  changeUser(sandbox, ['password'])
  await show(paths.subscription('production', subscriptionId), ADMINISTRATOR)
  await screen.findByText('3 events')
  await press('Edit')
  await vi.waitFor(() => expect(panel()).toHaveTextContent('Would pass 3 of 3Nothing changes for them'))
  await choose('Updates', 'Only when…')
  await press('Changed attributes')
  await add('Changed attributes include, updates', 'email')
  await vi.waitFor(() => expect(panel()).toHaveTextContent('Would pass 1 of 3Stops 2 that are sent today'))
  expect(panel()).toHaveTextContent('only password changed, the filter wants email')
})

test('says what is wrong beside each field, and goes to the first', async ({ stack: { sandbox }, show }) => {
  addSubscription(sandbox, { title: 'Orders' })
  await show(NEW, ADMINISTRATOR)
  await write('Title', 'Orders')
  await write('Endpoint', 'https://127.0.0.1/')
  expect(await screen.findByText('Another subscription has this title')).toBeInTheDocument()
  await press('Create subscription…')
  expect(screen.getByText(/127.0.0.1 is this machine itself \(loopback\)/)).toBeInTheDocument()
  await vi.waitFor(() => expect(screen.getByRole('textbox', { name: 'Title' })).toHaveFocus())
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('keeps everything typed when the API refuses, and says which field', async ({ show }) => {
  await show(NEW, ADMINISTRATOR)
  await write('Title', 'Orders')
  await write('Endpoint', 'https://printer.local/hooks')
  await press('Create subscription…')
  await press('Create subscription', await dialog('Create Orders?'))
  expect(await screen.findByText(/endpoint must/)).toBeInTheDocument()
  await vi.waitFor(() => expect(screen.getByRole('textbox', { name: 'Endpoint' })).toHaveFocus())
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Orders')
  expect(screen.getByRole('textbox', { name: 'Endpoint' })).toHaveValue('https://printer.local/hooks')
})

test('leaves the focus in the refused field, also when it is there before the dialog has closed', async ({ show }) => {
  await show(NEW, ADMINISTRATOR)
  await write('Title', 'Orders')
  await write('Endpoint', 'https://printer.local/hooks')
  await press('Create subscription…')
  const question = await dialog('Create Orders?')
  const frames = vi.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => {
    queueMicrotask(() => frame(performance.now()))
    return 0
  })
  onTestFinished(() => frames.mockRestore())
  await press('Create subscription', question)
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  // A dialog returns the focus 10 ms after it closed.
  await after(50)
  expect(screen.getByRole('textbox', { name: 'Endpoint' })).toHaveFocus()
})

test('goes from rules to JSON and back without losing a half finished text', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { filter: UPDATES_OF_EMAIL })
  await show(paths.editSubscription('production', subscriptionId), ADMINISTRATOR)
  await screen.findByRole('group', { name: 'Updates' })
  await choose('Show the filter as', 'JSON')
  expect(screen.getByRole('textbox', { name: 'Filter as JSON' })).toHaveValue(JSON.stringify(UPDATES_OF_EMAIL, null, 2))
  await write('Filter as JSON', '{\n  "properties": {\n    "entityUpdated" {}\n  }\n}')
  expect(screen.getByText('A colon is missing after “entityUpdated”')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Line 3' })).toBeInTheDocument()
  await choose('Show the filter as', 'Rules')
  expect(screen.getByText(/The JSON cannot be read \(Line 3/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Remove email' })).toBeInTheDocument()
  await press('Go on with the JSON')
  await write('Filter as JSON', '{"properties": {"entityUpdated": {"proprties": {}}}}')
  expect(screen.getAllByText(/“proprties” is not a keyword of JSON Schema/).length).toBeGreaterThan(0)
})

test('sends only what was changed, after showing it', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', filter: UPDATES_OF_EMAIL })
  const router = await show(paths.editSubscription('production', subscriptionId), ADMINISTRATOR)
  await write('Title', 'Bills')
  await press('Review changes…')
  const review = await dialog('Change Orders?')
  expect(
    within(review)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toContain('TitleOrdersBills')
  await press('Store these changes', review)
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.subscription('production', subscriptionId)))
  expect(sandbox.state.subscriptions.get(subscriptionId)).toMatchObject({ title: 'Bills', filter: UPDATES_OF_EMAIL })
})

test('shows what somebody else changed meanwhile, and puts mine on top', async ({ stack: { sandbox }, show }) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.editSubscription('production', seen.subscriptionId), ADMINISTRATOR)
  await write('Title', 'Mine')
  const theirs = { ...seen, title: 'Theirs', endpoint: 'https://new.listener.example/', updatedAt: sandbox.stamp() }
  sandbox.state.subscriptions.replace(theirs)
  await press('Review changes…')
  await press('Store these changes', await dialog('Change Orders?'))
  const clash = await dialog('Somebody changed it meanwhile')
  expect(clash).toHaveTextContent('TitleYou changed this tooOrdersTheirs')
  expect(clash).toHaveTextContent('https://new.listener.example/')
  expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toEqual(theirs)
  await press('Keep mine on top', clash)
  await press('Store these changes', await dialog('Change Theirs?'))
  await vi.waitFor(() =>
    expect(sandbox.state.subscriptions.get(seen.subscriptionId)).toMatchObject({
      title: 'Mine',
      endpoint: 'https://new.listener.example/',
    }),
  )
})

test('takes theirs, and drops mine', async ({ stack: { sandbox }, show }) => {
  const seen = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.editSubscription('production', seen.subscriptionId), ADMINISTRATOR)
  await write('Title', 'Mine')
  sandbox.state.subscriptions.replace({ ...seen, title: 'Theirs', updatedAt: sandbox.stamp() })
  await press('Review changes…')
  await press('Store these changes', await dialog('Change Orders?'))
  await press('Take theirs and drop mine', await dialog('Somebody changed it meanwhile'))
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Theirs')
  expect(screen.getByText('As stored')).toBeInTheDocument()
})

test('asks before unsaved work is left behind', async ({ show }) => {
  const router = await show(NEW, ADMINISTRATOR)
  await write('Title', 'Orders')
  await userEvent.click(screen.getByRole('link', { name: 'Journal' }))
  await press('Stay here', await dialog('Leave without saving?'))
  expect(router.state.location.pathname).toBe(NEW)
  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Orders')
  await press('Cancel')
  await press('Leave and drop the changes', await dialog('Leave without saving?'))
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.subscriptions('production')))
})

test('begins a copy off, under a title of its own', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders', filter: UPDATES_OF_EMAIL })
  await show(paths.newSubscription('production', subscriptionId), ADMINISTRATOR)
  expect(await field('Title')).toHaveValue('Orders (copy)')
  expect(screen.getByRole('switch', { name: 'Enabled' })).not.toBeChecked()
  expect(screen.getByRole('button', { name: 'Remove email' })).toBeInTheDocument()
})

test('tells whoever may not edit why not', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  await show(paths.editSubscription('production', subscriptionId), { role: 'operator' })
  expect(await screen.findByText(/Needs the role administrator; you are signed in as operator/)).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument()
})

test('finds out that a change arrived whose answer did not', async ({ stack: { sandbox }, show }) => {
  const { subscriptionId } = addSubscription(sandbox, { title: 'Orders' })
  sandbox.state.faults.add({ method: 'PATCH', fault: { does: 'reset', when: 'after' }, times: 1 })
  const router = await show(paths.editSubscription('production', subscriptionId), ADMINISTRATOR)
  await write('Title', 'Bills')
  await press('Review changes…')
  await press('Store these changes', await dialog('Change Orders?'))
  await vi.waitFor(() => expect(router.state.location.pathname).toBe(paths.subscription('production', subscriptionId)))
  expect(sandbox.state.subscriptions.get(subscriptionId)?.title).toBe('Bills')
})

test('says that the title is taken when somebody else was quicker', async ({ stack: { sandbox }, show }) => {
  await show(NEW, ADMINISTRATOR)
  await write('Title', 'Orders')
  await write('Endpoint', 'https://orders.listener.example/hooks')
  await screen.findByText('Not taken')
  addSubscription(sandbox, { title: 'Orders' })
  await press('Create subscription…')
  await press('Create subscription', await dialog('Create Orders?'))
  await vi.waitFor(() => expect(screen.getByRole('textbox', { name: 'Title' })).toHaveFocus())
  expect(screen.getByRole('textbox', { name: 'Title' })).toBeInvalid()
})
