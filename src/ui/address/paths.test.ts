import { expect, it } from 'vitest'
import { paths } from './paths.ts'

it('has an address for an id with half a surrogate pair', () => {
  expect(paths.event('production', 's\ud83d', '\ude00')).toBe('/production/subscriptions/s%EF%BF%BD/events/%EF%BF%BD')
})

it('builds every address', () => {
  expect({
    home: paths.home(),
    environment: paths.environment('production'),
    subscriptions: paths.subscriptions('production'),
    newSubscription: paths.newSubscription('production'),
    duplicate: paths.newSubscription('production', 's1'),
    copyIn: paths.copyIn('production'),
    editSubscription: paths.editSubscription('production', 's1'),
    subscription: paths.subscription('production', 's 1'),
    subscriptionSettings: paths.subscriptionSettings('production', 's1'),
    event: paths.event('production', 's1', 'e/1'),
    subscriptionFailedEvents: paths.subscriptionFailedEvents('production', 's1'),
    subscriptionFailedEvent: paths.subscriptionFailedEvent('production', 's1', 'e1'),
    subscriptionExports: paths.subscriptionExports('production', 's1'),
    failedEvents: paths.failedEvents('production'),
    failedEvent: paths.failedEvent('production', 's1', 'e1'),
    runs: paths.runs('production'),
    newRun: paths.newRun('production'),
    run: paths.run('production', 'r1'),
    exports: paths.exports('production'),
    replayFile: paths.replayFile('production'),
    journal: paths.journal('production'),
    signIn: paths.signIn('/production/subscriptions?q=a&page=2'),
    signedIn: paths.signedIn(),
  }).toMatchInlineSnapshot(`
    {
      "copyIn": "/production/subscriptions/copy-in",
      "duplicate": "/production/subscriptions/new?from=s1",
      "editSubscription": "/production/subscriptions/s1/edit",
      "environment": "/production",
      "event": "/production/subscriptions/s1/events/e%2F1",
      "exports": "/production/exports",
      "failedEvent": "/production/failed-events/s1/e1",
      "failedEvents": "/production/failed-events",
      "home": "/",
      "journal": "/production/journal",
      "newRun": "/production/runs/new",
      "newSubscription": "/production/subscriptions/new",
      "replayFile": "/production/exports/replay",
      "run": "/production/runs/r1",
      "runs": "/production/runs",
      "signIn": "/auth/sign-in?return=%2Fproduction%2Fsubscriptions%3Fq%3Da%26page%3D2",
      "signedIn": "/signed-in",
      "subscription": "/production/subscriptions/s%201",
      "subscriptionExports": "/production/subscriptions/s1/exports",
      "subscriptionFailedEvent": "/production/subscriptions/s1/failed-events/e1",
      "subscriptionFailedEvents": "/production/subscriptions/s1/failed-events",
      "subscriptionSettings": "/production/subscriptions/s1/settings",
      "subscriptions": "/production/subscriptions",
    }
  `)
})

it('gives the route map its patterns', () => {
  expect(paths.event(':environment', ':subscriptionId', ':eventId')).toBe(
    '/:environment/subscriptions/:subscriptionId/events/:eventId',
  )
})
