import type { ProblemCode } from '../../contract/problem.ts'

/**
 * The questions in their order, by the loss where the API does not answer them; null where the console does not work
 * without.
 */
export const LOSSES = {
  'Signing keys': 'The signatures of tokens are not checked.',
  Token: null,
  Subscriptions: null,
  'Further pages': 'Subscriptions beyond the first page may be missing.',
  Events: null,
  'One event': null,
  'Its token': 'Tokens are shown as not genuine, or as not checked.',
  'Its history': 'The attempts of an event are not listed.',
  Summary: 'Only the console’s own figures are shown.',
  Exports: 'There are no exports: failed events leave by redelivery alone.',
  'Entity types': 'Filters are made from the attributes of stored events alone.',
} as const satisfies Record<string, string | null>
export type Subject = keyof typeof LOSSES

/** The next steps of the person who connects an API, where they are others than those of somebody who uses the console. */
export const CONNECTING: Partial<Record<ProblemCode, string>> = {
  upstream_credentials:
    'Check clientId, clientSecret and customerId. Where the signing keys work, address and customerId are right.',
  upstream_forbidden: 'Have Akamai give the client the scope *:webhooks/**.',
  upstream_unreachable:
    'Check region or baseUrl, and that this machine reaches that address by HTTPS (certificates of a company proxy: NODE_EXTRA_CA_CERTS).',
}

const many = (number: number, one: string) => `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`

export const FOUND = {
  token: 'issued',
  keys: ({ length }: unknown[]) => (length === 0 ? 'none that can be used' : many(length, 'key')),
  subscriptions: (read: number, total: number | undefined) =>
    `${read.toLocaleString('en')} on the first page, ${total === undefined ? 'and no count of all' : `${total.toLocaleString('en')} in all by its count`}`,
  /** `why` is the first reason. */
  unread: (number: number, why: string) => `${many(number, 'item')} of the list cannot be read (${why})`,
  unreadCost: 'They are missing from every list and count.',
  pages: {
    more: (number: number) => `page 2 has ${number.toLocaleString('en')} more`,
    countsPage: (total: number) => `, although the API counts ${total}: it counts the page, the console counts itself`,
    fromNought: 'pages are counted from 0',
    end: 'page 2 brings nothing new: the first one is all',
    refused: (status: number | undefined) => `there is no page 2 (${status})`,
    missing: (total: number) => `page 2 brings nothing new, although the API counts ${total.toLocaleString('en')}`,
  },
  events: (number: number) => `${number.toLocaleString('en')} on the first page of one subscription`,
  noEvents: (asked: number) => `none in the first ${many(asked, 'subscription')}`,
  unreadEvents: (number: number, why: string) =>
    `none of the ${many(number, 'event')} of the list can be read (${why})`,
  event: () => 'read by itself',
  signed: 'its signature is right',
  otherIssuer: 'its signature is right, its issuer is not the documented one',
  issuerCost: 'That is said beside each token, until the setting issuer names this one.',
  noToken: 'it cannot be decoded',
  history: ({ length }: unknown[]) => (length === 1 ? '1 entry' : `${length.toLocaleString('en')} entries`),
  notOffered: (status: number | undefined) => `the API does not offer it (${status})`,
  summary: 'offered',
  exports: ({ length }: unknown[]) =>
    length === 0 ? 'offered, none so far' : `offered, ${length.toLocaleString('en')} so far`,
  entityTypes: (types: number, attributes: number) => `${many(types, 'type')} with ${many(attributes, 'attribute')}`,
} as const

export const UNASKED = {
  token: 'there is no token to ask with',
  list: 'the list of subscriptions was not read',
  subscription: 'there is no subscription',
  event: 'there is no event',
  payload: 'the event holds no token',
  entityApi: 'no Entity API is configured, or it knows no types',
} as const

/** The words of the command around the answers. */
export const TRY = {
  noEnvironment: (name: string, known: string[]) =>
    `The configuration has no environment ${name}. It has: ${known.join(', ')}.`,
  works: (name: string) => `${name}: it works.`,
  fails: (name: string) => `${name}: it does not work yet.`,
  next: 'Next: ',
  start: (file: string) =>
    `start the console with it: webhooks-console serve --config ${file} (it names the settings that are missing yet)`,
  send: 'Send the lines above to the maintainers of the console: they hold no personal data, no secret and no id.',
} as const
