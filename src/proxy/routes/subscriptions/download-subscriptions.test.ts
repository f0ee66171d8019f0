import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SubscriptionFile } from '../../../contract/draft.ts'
import { exampleFilter } from '../../../testing/filter-examples.ts'
import { createProxyFixture, type ProxyFixture } from '../../../testing/proxy-fixture.ts'

const PATH = '/api/environments/production/subscriptions-file'
let fixture: ProxyFixture

beforeEach(async () => {
  fixture = await createProxyFixture({ pageSize: 20 })
})
afterEach(() => fixture.close())

const file = (query = '') => fixture.as('viewer', 'GET', PATH + query)

describe('the file of subscriptions', () => {
  it('holds all of them as a person wrote them, by title, without ids and times', async () => {
    const filter = exampleFilter('multiple-events')
    fixture.subscription({ title: 'Feed 10', enabled: false })
    fixture.subscription({ title: 'feed 9', filter })
    const { status, body, headers } = await file()
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="webhooks-production-\d{4}-\d\d-\d\d\.json"$/,
    )
    const { subscriptions } = SubscriptionFile.parse(body)
    const rest = {
      endpoint: 'https://crm.listener.example/hook',
      events: ['entityCreated', 'entityUpdated', 'entityDeleted'],
    }
    expect(subscriptions).toEqual([
      { title: 'feed 9', enabled: true, filter, ...rest },
      { title: 'Feed 10', enabled: false, filter: null, ...rest },
    ])
  })

  it('is whole, however many pages the API makes of it', async () => {
    for (let count = 0; count < 65; count++) fixture.subscription()
    expect((await file()).body.subscriptions).toHaveLength(65)
  })

  it('holds the chosen ones, also those that are only just there', async () => {
    const one = fixture.subscription({ title: 'A' })
    fixture.subscription({ title: 'B' })
    await file()
    const two = fixture.subscription({ title: 'C' })
    const query = `?id=${two.subscriptionId}&id=${one.subscriptionId}&id=${one.subscriptionId}`
    const { body } = await file(query)
    expect(body.subscriptions.map(({ title }: { title: string }) => title)).toEqual(['A', 'C'])
  })

  it('does not stumble over what the API should not have accepted', async () => {
    fixture.subscription({ title: 'x', events: ['userMoved', 'userMoved'] })
    expect((await file()).body.subscriptions).toMatchObject([{ title: 'x', events: ['userMoved', 'userMoved'] }])
  })

  it.each([
    [`?id=${crypto.randomUUID()}`, 404],
    ['?id=x', 400],
    ['?ids=x', 400],
  ])('is refused for %s', async (query, status) => {
    fixture.subscription()
    expect((await file(query)).status).toBe(status)
  })
})
