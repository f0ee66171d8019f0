/** Encodes a value as one part of a path; a `:name` stays readable, for the route map. Half a surrogate pair has no code. */
const part = (value: string): string => (value.startsWith(':') ? value : encodeURIComponent(value.toWellFormed()))

/** Every address of the console. Links are built here and nowhere else. */
export const paths = {
  home: () => '/',
  environment: (environment: string) => `/${part(environment)}`,
  subscriptions: (environment: string) => `/${part(environment)}/subscriptions`,
  /** A form for something new; a copy of the subscription `from`, where there is one. */
  newSubscription: (environment: string, from?: string) =>
    `/${part(environment)}/subscriptions/new${from ? `?from=${part(from)}` : ''}`,
  copyIn: (environment: string) => `/${part(environment)}/subscriptions/copy-in`,
  subscription: (environment: string, subscriptionId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}`,
  editSubscription: (environment: string, subscriptionId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/edit`,
  subscriptionSettings: (environment: string, subscriptionId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/settings`,
  /** What happened to one user, and who was told of it. */
  user: (environment: string, user: string) => `/${part(environment)}/users/${part(user)}`,
  /** The events of one user: stored ones of a subscription, or all that failed. */
  userEvents: (environment: string, subscriptionId: string, user: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}?user=${part(user)}`,
  userFailedEvents: (environment: string, user: string) => `/${part(environment)}/failed-events?user=${part(user)}`,
  event: (environment: string, subscriptionId: string, eventId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/events/${part(eventId)}`,
  /** The events of one subscription that failed; with `eventId`, one of them beside the list. */
  subscriptionFailedEvents: (environment: string, subscriptionId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/failed-events`,
  subscriptionFailedEvent: (environment: string, subscriptionId: string, eventId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/failed-events/${part(eventId)}`,
  subscriptionExports: (environment: string, subscriptionId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/exports`,
  failedEvents: (environment: string) => `/${part(environment)}/failed-events`,
  failedEvent: (environment: string, subscriptionId: string, eventId: string) =>
    `/${part(environment)}/failed-events/${part(subscriptionId)}/${part(eventId)}`,
  runs: (environment: string) => `/${part(environment)}/runs`,
  /** The plan of a run that does not exist yet; what was selected travels in the history entry's state. */
  newRun: (environment: string) => `/${part(environment)}/runs/new`,
  run: (environment: string, runId: string) => `/${part(environment)}/runs/${part(runId)}`,
  exports: (environment: string) => `/${part(environment)}/exports`,
  /** A form that posts the events of a downloaded file to their listener. */
  replayFile: (environment: string) => `/${part(environment)}/exports/replay`,
  /** Where the API differs from its documentation, for administrators. */
  connection: (environment: string) => `/${part(environment)}/connection`,
  journal: (environment: string) => `/${part(environment)}/journal`,
  /** Where a person is signed in; and, for administrators, who is. Both are the same in every environment. */
  mySessions: (environment: string) => `/${part(environment)}/my-sessions`,
  sessions: (environment: string) => `/${part(environment)}/sessions`,
  /** Leaves the app: the proxy sends the browser to the identity provider and back to `returnTo`. */
  signIn: (returnTo: string) => `/auth/sign-in?return=${encodeURIComponent(returnTo.toWellFormed())}`,
  /** A sign-in in a second tab ends here; the page announces it to the first tab and closes. */
  signedIn: () => '/signed-in',
}
