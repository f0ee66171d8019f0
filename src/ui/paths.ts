/** A value as one part of a path; a `:name` stays readable, for the route map. */
const part = (value: string): string => (value.startsWith(':') ? value : encodeURIComponent(value))

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
  event: (environment: string, subscriptionId: string, eventId: string) =>
    `/${part(environment)}/subscriptions/${part(subscriptionId)}/events/${part(eventId)}`,
  journal: (environment: string) => `/${part(environment)}/journal`,
  /** Leaves the app: the proxy sends the browser to the identity provider and back to `returnTo`. */
  signIn: (returnTo: string) => `/auth/sign-in?return=${encodeURIComponent(returnTo)}`,
  /** Where a sign-in in a second tab ends; it tells the first tab and closes. */
  signedIn: () => '/signed-in',
}
