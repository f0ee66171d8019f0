import { expect, it } from 'vitest'
import type { JsonObject } from '../../../filter/json.ts'
import { mergePatch } from '../../../filter/merge-patch.ts'
import { apiExample } from '../../../testing/api-example.ts'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { stubApi } from '../../../testing/stub-api.ts'
import { applyEdit } from './apply-edit.ts'

const example = apiExample('subscription-get-200.json') as JsonObject & { subscriptionId: string }
const [before, meant] = [exampleFilter('multiple-events'), exampleFilter('attributes')]

/** An API that refuses the patches for which a rule has words; `patches` holds the bodies of all. */
const aPickyApi = async (rule: (patch: JsonObject) => string | undefined) => {
  let stored: JsonObject = { ...example, filter: before }
  const patches: JsonObject[] = []
  const { upstream } = stubApi((request) => async () => {
    if (request.method !== 'PATCH') return Response.json(stored)
    const patch = (await request.json()) as JsonObject
    patches.push(patch)
    const details = rule(patch)
    if (details !== undefined) return Response.json({ title: 'Validation error', details }, { status: 400 })
    stored = mergePatch(stored, patch) as JsonObject
    return Response.json(stored)
  })
  const current = await upstream.getSubscription(example.subscriptionId)
  return { upstream, current, patches, stored: () => stored }
}

it('sends all members where an API wants all of them in a patch', async () => {
  const needed = ['title', 'endpoint', 'events', 'enabled']
  const api = await aPickyApi((patch) => needed.find((name) => patch[name] === undefined))
  const { subscription, unfiltered } = await applyEdit(api.upstream, api.current, { enabled: false }, () => {})
  expect([subscription, unfiltered]).toMatchObject([
    { enabled: false, endpoint: example.endpoint, filter: before },
    false,
  ])
  expect(api.patches).toHaveLength(2)
  expect(api.stored()).toMatchObject({ ...example, enabled: false, filter: before })
})

it('does not ask again with all members when the API refuses those', async () => {
  const api = await aPickyApi(() => 'no')
  const whole = { title: 'CRM', endpoint: 'https://x.example', events: ['entityCreated'], enabled: true }
  await expect(applyEdit(api.upstream, api.current, whole, () => {})).rejects.toMatchObject({
    problem: { upstreamMessage: expect.stringContaining('no') },
  })
  expect(api.patches).toHaveLength(1)
})

const refusesNulls = (patch: JsonObject) =>
  patch.filter !== null && JSON.stringify(patch.filter ?? {}).includes('null') ? 'null is not allowed here' : undefined

it('removes the filter and sets it anew where an API takes no null inside one (API 4.5)', async () => {
  const api = await aPickyApi(refusesNulls)
  const seen: unknown[] = []
  const edit = { filter: meant, enabled: false }
  const { subscription, unfiltered } = await applyEdit(api.upstream, api.current, edit, ({ filter }) =>
    seen.push(filter),
  )
  expect([subscription.filter, subscription.enabled, unfiltered]).toEqual([meant, false, true])
  expect([seen, api.stored().filter]).toEqual([[null, meant], meant])
})

it('sets the old filter again when the new one is refused after that', async () => {
  const api = await aPickyApi((patch) => {
    const isNew = JSON.stringify(patch.filter) === JSON.stringify(meant)
    return refusesNulls(patch) ?? (isNew ? 'filter: unknown keyword' : undefined)
  })
  await expect(applyEdit(api.upstream, api.current, { filter: meant, title: 'CRM 2' }, () => {})).rejects.toMatchObject(
    {
      problem: { upstreamMessage: expect.stringContaining('unknown keyword'), code: 'upstream_refused' },
    },
  )
  expect(api.stored()).toMatchObject({ title: example.title, filter: before })
})
