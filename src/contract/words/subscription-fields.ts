/** The names under which a person meets the fields of a subscription, on screen and in messages. */
export const FIELD_NAMES = {
  title: 'Title',
  endpoint: 'Endpoint',
  events: 'Event types',
  enabled: 'On or off',
  filter: 'Filter',
} as const
