import type { QueryClient } from '@tanstack/react-query'
import type { RouteObject } from 'react-router'
import { paths } from './address/paths.ts'
import { loadPart } from './kit/lazy/load-part.ts'
import { BesideProblem } from './shell/BesideProblem.tsx'
import { environmentPage } from './shell/EnvironmentPage.tsx'
import { home } from './shell/home.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Root, rootLoader } from './shell/Root.tsx'
import { RootProblem } from './shell/RootProblem.tsx'
import { RoutePending } from './shell/RoutePending.tsx'
import { RouteProblem } from './shell/RouteProblem.tsx'
import { SignedInPage } from './shell/sign-in/SignedInPage.tsx'

type Load = () => Promise<Pick<RouteObject, 'Component' | 'loader' | 'shouldRevalidate'>>

/** A page whose code is loaded when it is first opened; one that does not come leaves what is around it as it is. */
const part = (load: Load) => ({ lazy: () => loadPart(load), ErrorBoundary: RouteProblem })

/** The same for what lies over a page, which stays in sight and in use. */
const beside = (load: Load) => ({ lazy: () => loadPart(load), ErrorBoundary: BesideProblem })

/**
 * Returns the routes of the console. Each page comes with its loader, in a file that is loaded when it is first needed.
 */
export function routes(client: QueryClient): RouteObject[] {
  return [
    { path: paths.signedIn(), Component: SignedInPage },
    {
      path: paths.home(),
      id: 'root',
      Component: Root,
      loader: rootLoader(client),
      shouldRevalidate: () => false,
      HydrateFallback: RoutePending,
      ErrorBoundary: RootProblem,
      children: [
        { index: true, loader: home(client), Component: RoutePending },
        {
          path: paths.environment(':environment'),
          ...environmentPage(client),
          ErrorBoundary: RouteProblem,
          children: [
            {
              ErrorBoundary: RouteProblem,
              children: [
                {
                  index: true,
                  ...part(async () => (await import('./overview/OverviewPage.tsx')).overviewPage(client)),
                },
                {
                  path: paths.subscriptions(':environment'),
                  ...part(async () =>
                    (await import('./subscriptions/list/SubscriptionsPage.tsx')).subscriptionsPage(client),
                  ),
                },
                {
                  path: paths.newSubscription(':environment'),
                  ...part(async () => (await import('./editor/NewSubscriptionPage.tsx')).newSubscriptionPage(client)),
                },
                {
                  path: paths.copyIn(':environment'),
                  ...part(async () => (await import('./transfer/CopyInPage.tsx')).copyInPage()),
                },
                {
                  path: paths.editSubscription(':environment', ':subscriptionId'),
                  ...part(async () => (await import('./editor/EditSubscriptionPage.tsx')).editSubscriptionPage(client)),
                },
                {
                  path: paths.subscription(':environment', ':subscriptionId'),
                  ...part(async () =>
                    (await import('./subscriptions/detail/SubscriptionPage.tsx')).subscriptionPage(client),
                  ),
                  children: [
                    {
                      path: paths.subscriptionSettings(':environment', ':subscriptionId'),
                      ...part(async () =>
                        (await import('./subscriptions/detail/SettingsPage.tsx')).settingsPage(client),
                      ),
                    },
                    {
                      path: paths.subscriptionFailedEvents(':environment', ':subscriptionId'),
                      ...part(async () =>
                        (await import('./failed-events/SubscriptionFailedEventsPage.tsx')).subscriptionFailedEventsPage(
                          client,
                        ),
                      ),
                      children: [
                        { index: true, element: null },
                        {
                          path: paths.subscriptionFailedEvent(':environment', ':subscriptionId', ':eventId'),
                          ...beside(async () => (await import('./events/EventDrawer.tsx')).eventDrawer(client)),
                        },
                      ],
                    },
                    {
                      path: paths.subscriptionExports(':environment', ':subscriptionId'),
                      ...part(async () =>
                        (await import('./exports/SubscriptionExportsPage.tsx')).subscriptionExportsPage(client),
                      ),
                    },
                    {
                      ...part(async () => (await import('./events/EventsPage.tsx')).eventsPage(client)),
                      children: [
                        { index: true, element: null },
                        {
                          path: paths.event(':environment', ':subscriptionId', ':eventId'),
                          ...beside(async () => (await import('./events/EventDrawer.tsx')).eventDrawer(client)),
                        },
                      ],
                    },
                  ],
                },
                {
                  path: paths.failedEvents(':environment'),
                  ...part(async () => (await import('./failed-events/FailedEventsPage.tsx')).failedEventsPage(client)),
                  children: [
                    { index: true, element: null },
                    {
                      path: paths.failedEvent(':environment', ':subscriptionId', ':eventId'),
                      ...beside(async () => (await import('./events/EventDrawer.tsx')).eventDrawer(client)),
                    },
                  ],
                },
                {
                  path: paths.user(':environment', ':user'),
                  lazy: async () => (await import('./users/UserPage.tsx')).userPage(client),
                },
                {
                  path: paths.runs(':environment'),
                  ...part(async () => (await import('./runs/RunsPage.tsx')).runsPage(client)),
                },
                {
                  path: paths.newRun(':environment'),
                  ...part(async () => (await import('./runs/new/NewRunPage.tsx')).newRunPage()),
                },
                {
                  path: paths.run(':environment', ':runId'),
                  ...part(async () => (await import('./runs/RunPage.tsx')).runPage(client)),
                },
                {
                  path: paths.exports(':environment'),
                  ...part(async () => (await import('./exports/ExportsPage.tsx')).exportsPage(client)),
                },
                {
                  path: paths.replayFile(':environment'),
                  ...part(async () => (await import('./exports/replay-file/ReplayFilePage.tsx')).replayFilePage()),
                },
                {
                  path: paths.journal(':environment'),
                  ...part(async () => (await import('./journal/JournalPage.tsx')).journalPage(client)),
                },
                {
                  path: paths.connection(':environment'),
                  ...part(async () => (await import('./connection/ConnectionPage.tsx')).connectionPage(client)),
                },
                {
                  path: paths.mySessions(':environment'),
                  ...part(async () => (await import('./sessions/SessionsPage.tsx')).mySessionsPage(client)),
                },
                {
                  path: paths.sessions(':environment'),
                  ...part(async () => (await import('./sessions/SessionsPage.tsx')).sessionsPage(client)),
                },
                { path: '*', Component: NotFoundPage },
              ],
            },
          ],
        },
      ],
    },
  ]
}
