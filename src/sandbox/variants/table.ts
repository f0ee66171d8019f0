import { all, answers, changes, notOffered, packed, type Variant } from './variant.ts'

const SUBSCRIPTION = { listSubscriptions: '/_embedded/*', getSubscription: '', modifySubscription: '' }
const EVENT = { listEvents: '/_embedded/*', getEvent: '' }
const HISTORY = { eventHistory: '/_embedded/*' }
const EXPORT = { listExports: '/_embedded/exports/*', getExport: '', startExport: '' }
const LISTS = ['listSubscriptions', 'listEvents', 'eventHistory', 'listExports']

/** Every named variant, in the groups of the README. */
export const VARIANT_GROUPS = {
  'Credentials and tokens': {
    'token-without-life': {
      says: 'leaves `expires_in` out of the token answer',
      rules: answers(['issueToken'], { change: all('absent', '/expires_in') }),
    },
    'token-life-as-text': {
      says: 'writes `expires_in` as a text',
      rules: answers(['issueToken'], { change: all('as-text', '/expires_in') }),
    },
    'token-life-null': {
      says: 'has null for `expires_in` and `scope`',
      rules: answers(['issueToken'], { change: all('null', '/expires_in', '/scope') }),
    },
    'token-alone': {
      says: 'answers `access_token` and nothing else',
      rules: answers(['issueToken'], { change: all('absent', '/expires_in', '/token_type', '/scope') }),
    },
    'form-credentials': {
      says: 'takes credentials only form-encoded; it shows with `--secrets special`',
      options: { basic: 'form' },
    },
    'other-keys-too': {
      says: 'publishes a key of another kind among its keys',
      rules: answers(['publicKeys'], {
        change: [{ pointer: '/keys/3', action: 'value', value: { kty: 'EC', crv: 'P-256' } }],
      }),
    },
    'other-issuer': { says: 'signs in the name of another host', options: { baseUrl: 'https://identity.example' } },
    'older-issuer': { says: 'signs as the older documentation has it', options: { issuer: 'name' } },
  },
  'Lists and pages': {
    'no-total': { says: 'counts no list', rules: answers(LISTS, { change: all('absent', '/total') }) },
    'total-null': { says: 'has null for every `total`', rules: answers(LISTS, { change: all('null', '/total') }) },
    'total-as-text': {
      says: 'writes every `total` as a text',
      rules: answers(LISTS, { change: all('as-text', '/total') }),
    },
    'total-of-page': { says: 'counts the page, not the list', options: { total: 'page' } },
    'no-links': { says: 'has no `_links` in lists', rules: answers(LISTS, { change: all('absent', '/_links') }) },
    'links-null': {
      says: 'has null for the `_links` of lists',
      rules: answers(LISTS, { change: all('null', '/_links') }),
    },
    'link-without-address': {
      says: 'has null for the address of every `next`',
      rules: answers(LISTS, { change: all('null', '/_links/next/href') }),
    },
    'list-elsewhere': {
      says: 'has the items of lists in `items`',
      rules: answers(LISTS, { change: [{ pointer: '/_embedded', action: 'rename', name: 'items' }] }),
    },
    'pages-from-0': { says: 'numbers pages from 0', options: { pageNumbers: 'from-0' } },
    'empty-past-end': { says: 'answers an empty page past the end', options: { pastEnd: 'empty' } },
    'refused-past-end': { says: 'answers 404 past the end', options: { pastEnd: 'refuse' } },
    'packed-gzip': packed('gzip'),
    'packed-deflate': packed('deflate'),
    'packed-br': packed('br'),
    'packed-zstd': packed('zstd'),
  },
  Subscriptions: {
    'subscription-without-switch': {
      says: 'leaves `enabled` out',
      rules: changes(SUBSCRIPTION, all('absent', '/enabled')),
    },
    'subscription-without-times': {
      says: 'has no times of subscriptions',
      rules: changes(SUBSCRIPTION, all('absent', '/createdAt', '/updatedAt')),
    },
    'subscription-without-customer': {
      says: 'has null for the customer of a subscription',
      rules: changes(SUBSCRIPTION, all('null', '/customerId')),
    },
    'filter-as-text': { says: 'writes filters as text', rules: changes(SUBSCRIPTION, all('as-text', '/filter')) },
    'other-letters': {
      says: 'writes the id of a single subscription in capitals',
      rules: changes({ getSubscription: '', modifySubscription: '' }, all('letter-case', '/subscriptionId')),
    },
  },
  Events: {
    'short-event-list': {
      says: 'lists events without request and response, which the single event has',
      rules: changes({ listEvents: '/_embedded/*' }, all('absent', '/request', '/response')),
    },
    'events-without-payload': {
      says: 'lists events without their tokens',
      rules: changes({ listEvents: '/_embedded/*' }, all('absent', '/request/payload')),
    },
    'events-without-attempts': { says: 'counts no attempts', rules: changes(EVENT, all('absent', '/attempts')) },
    'request-null': { says: 'has null for the request of an event', rules: changes(EVENT, all('null', '/request')) },
    'headers-null': {
      says: 'has null for the headers of requests and responses',
      rules: changes(EVENT, all('null', '/request/headers', '/response/headers')),
    },
    'numbers-as-text': {
      says: 'writes attempts and status codes as text',
      rules: changes(EVENT, all('as-text', '/attempts', '/response/statusCode')),
    },
    'times-in-small-letters': {
      says: 'writes `t` and `z` in times',
      rules: [
        ...changes(EVENT, all('letter-case', '/createdAt', '/updatedAt')),
        ...changes(SUBSCRIPTION, all('letter-case', '/createdAt', '/updatedAt')),
      ],
    },
    'states-in-other-words': {
      says: 'says `delivered`, `failed`, `retrying`, `queued` and `in_progress`',
      rules: changes({ ...EVENT, ...HISTORY }, [
        {
          pointer: '/state',
          action: 'words',
          words: {
            success: 'delivered',
            failure: 'failed',
            'awaiting-retry': 'retrying',
            'awaiting-executing': 'queued',
            executing: 'in_progress',
          },
        },
      ]),
    },
    'unknown-states': {
      says: 'has failures in a state that nobody knows',
      rules: changes({ ...EVENT, ...HISTORY }, [{ pointer: '/state', action: 'words', words: { failure: 'parked' } }]),
    },
    'kept-from-creation': {
      says: 'forgets failures seven days after their creation',
      options: { retention: 'creation' },
    },
  },
  Changes: {
    'change-without-body': {
      says: 'answers changes with an empty body',
      rules: answers(['createSubscription', 'modifySubscription'], { body: '' }),
    },
    'change-204': {
      says: 'answers changes with 204',
      rules: answers(['createSubscription', 'modifySubscription'], { status: 204 }),
    },
    'change-in-part': {
      says: 'answers changes with a part of the subscription',
      rules: answers(['createSubscription', 'modifySubscription'], {
        change: all('absent', '/endpoint', '/events', '/filter', '/createdAt', '/updatedAt'),
      }),
    },
    'change-needs-all': { says: 'refuses a change without every member', options: { patch: 'whole' } },
    'nulls-refused': { says: 'refuses null inside the filter of a change', options: { filterNulls: 'refuse' } },
    'lost-answers': {
      says: 'does what it is told, and loses the answer',
      rules: ['createSubscription', 'modifySubscription', 'redeliverEvent', 'sendTest', 'startExport'].map(
        (operation) => ({ operation, fault: { does: 'reset', when: 'after' } }),
      ),
    },
    'lagging-state': {
      says: 'shows an event as before its redelivery for 9 minutes',
      options: { redeliveryLag: 540_000 },
    },
  },
  'Calls and errors': {
    'no-redelivery': { says: 'does not offer redelivery (404)', rules: notOffered(['redeliverEvent']) },
    'no-redelivery-405': { says: 'does not offer redelivery (405)', rules: notOffered(['redeliverEvent'], 405) },
    'no-history': { says: 'does not offer histories', rules: notOffered(['eventHistory']) },
    'no-test': { says: 'does not offer tests', rules: notOffered(['sendTest']) },
    'no-summary': { says: 'does not offer summaries', options: { summary: 'off' } },
    'no-exports': {
      says: 'does not offer exports',
      rules: notOffered(['listExports', 'startExport', 'getExport', 'cancelExport', 'downloadExport']),
    },
    'redelivery-in-bulk': {
      says: 'also has the older redelivery of all failed events',
      options: { redeliverAll: 'on' },
    },
    'errors-in-message': {
      says: 'explains errors in `message`',
      rules: [
        {
          fault: { does: 'answer', of: 'error', change: [{ pointer: '/details', action: 'rename', name: 'message' }] },
        },
      ],
    },
    'errors-as-text': {
      says: 'explains errors in plain text',
      rules: [
        {
          fault: {
            does: 'answer',
            of: 'error',
            headers: { 'content-type': 'text/plain' },
            body: 'The request was refused.',
          },
        },
      ],
    },
    'errors-without-words': {
      says: 'explains no error',
      rules: [{ fault: { does: 'answer', of: 'error', body: {} } }],
    },
  },
  'Exports and entity types': {
    'exports-in-other-words': {
      says: 'says `queued` and `done` of exports',
      rules: changes(EXPORT, [
        { pointer: '/state', action: 'words', words: { processing: 'queued', completed: 'done' } },
      ]),
    },
    'exports-expired': {
      says: 'says `expired` of exports that are completed',
      rules: changes(EXPORT, [{ pointer: '/state', action: 'words', words: { completed: 'expired' } }]),
    },
    'download-elsewhere': {
      says: 'sends downloads to a file store',
      rules: answers(['downloadExport'], {
        status: 302,
        body: '',
        headers: { location: 'https://files.example/export' },
      }),
    },
    'entity-types-elsewhere': {
      says: 'names its entity types in another member',
      rules: answers(['listEntityTypes'], { change: [{ pointer: '/results', action: 'rename', name: 'types' }] }),
    },
    'entity-types-without-attributes': {
      says: 'has entity types without attributes',
      rules: answers(['getEntityType'], { change: all('absent', '/schema/attr_defs') }),
    },
  },
} satisfies Record<string, Record<string, Variant>>

/** Every named variant by its name. */
export const VARIANTS: Readonly<Record<string, Variant>> = Object.assign({}, ...Object.values(VARIANT_GROUPS))
