import { EntityTypeListReply, EntityTypeReply } from '../../contract/upstream/entity-type.ts'
import { UpstreamErrorBody } from '../../contract/upstream/error.ts'
import {
  EventAnswer,
  ExportAnswer,
  HistoryAnswer,
  RequestAnswer,
  ResponseAnswer,
  SummaryAnswer,
} from '../../contract/upstream/event.ts'
import { KeyAnswer } from '../../contract/upstream/keys.ts'
import { SubscriptionAnswer } from '../../contract/upstream/subscription.ts'
import { TokenAnswer } from '../../contract/upstream/token.ts'
import type { Change } from '../../sandbox/answers/change-json.ts'
import type { FaultRule } from '../../sandbox/state/faults.ts'

/** An object of the API as its reading is described, and where it stands in the answers of the sandbox's operations. */
interface Documented {
  name: string
  members: { name: string; refusesOdd: boolean }[]
  places: Record<string, string>
  /** The answers it stands in, when they are not the good ones. */
  of?: 'success' | 'error'
}

/** Describes an object of which nothing is needed. */
const plain = (name: string, members: string[]) => ({
  name,
  members: members.map((member) => ({ name: member, refusesOdd: false })),
})
const { schema } = EntityTypeReply.shape

const DOCUMENTED: Documented[] = [
  {
    ...SubscriptionAnswer,
    places: { listSubscriptions: '/_embedded/*', getSubscription: '', createSubscription: '', modifySubscription: '' },
  },
  { ...EventAnswer, places: { listEvents: '/_embedded/*', getEvent: '' } },
  { ...RequestAnswer, places: { listEvents: '/_embedded/*/request', getEvent: '/request' } },
  {
    ...ResponseAnswer,
    places: { listEvents: '/_embedded/*/response', getEvent: '/response', eventHistory: '/_embedded/*/response' },
  },
  { ...HistoryAnswer, places: { eventHistory: '/_embedded/*' } },
  { ...SummaryAnswer, places: { getSummary: '' } },
  { ...ExportAnswer, places: { listExports: '/_embedded/exports/*', getExport: '', startExport: '' } },
  { ...TokenAnswer, places: { issueToken: '' } },
  { ...KeyAnswer, places: { publicKeys: '/keys/*' } },
  {
    ...plain('a list', ['total', '_links']),
    places: { listSubscriptions: '', listEvents: '', eventHistory: '', listExports: '' },
  },
  { ...plain('a list of entity types', Object.keys(EntityTypeListReply.shape)), places: { listEntityTypes: '' } },
  { ...plain('an entity type', Object.keys(EntityTypeReply.shape)), places: { getEntityType: '' } },
  { ...plain('the schema of an entity type', Object.keys(schema.shape)), places: { getEntityType: '/schema' } },
  {
    ...plain('an error', Object.keys(UpstreamErrorBody.shape)),
    places: { createSubscription: '', redeliverEvent: '' },
    of: 'error',
  },
]

const KINDS = ['absent', 'null', 'other-type', 'empty', 'letter-case'] as const
type Kind = (typeof KINDS)[number]

/** One way in which the API differs: a member of an object that is otherwise, in one operation or in all. */
export interface ToleranceCase {
  /** Like `a subscription /enabled null in getSubscription`. */
  name: string
  object: string
  rules: Omit<FaultRule, 'id'>[]
  /** True for a member that is needed: journeys may end in a refusal. */
  mayRefuse: boolean
  /** Returns true when a text names what differs. */
  names(text: string): boolean
}

/** Every member × every kind of difference, and members beside them; `each` has each operation differ alone besides. */
export function toleranceCases({ each }: { each: boolean }): ToleranceCase[] {
  return DOCUMENTED.flatMap((object) => {
    const all = Object.keys(object.places)
    const groups = each && all.length > 1 ? [all, ...all.map((one) => [one])] : [all]
    return groups.flatMap((operations) => [
      withMore(object, operations),
      ...object.members.flatMap((member) =>
        KINDS.filter((kind) => !(OPAQUE.has(member.name) && kind === 'letter-case')).map((kind) =>
          caseOf(object, operations, member, kind),
        ),
      ),
    ])
  })
}

/** Texts in which every letter counts: in other letters they are other ones. */
const OPAQUE = new Set(['access_token', 'n', 'e'])

type Member = Documented['members'][number]

const caseOf = (object: Documented, operations: string[], member: Member, kind: Kind): ToleranceCase => ({
  name: `${object.name} /${member.name} ${kind} in ${operations.join(', ')}`,
  object: object.name,
  rules: rulesFor(object, operations, (place) => [{ pointer: `${place}/${member.name}`, action: kind }]),
  mayRefuse: member.refusesOdd,
  names: (text) =>
    new RegExp(`[ "](/[^/ "]+)*/${member.name}[ ":]|no item has an ${member.name}`).test(text) || saysNoState(text),
})

/** A state without a name is one that is not known: what can be done with such an event is said in words of its own. */
const saysNoState = (text: string) => /"unknownStates":\[\{"state":""|names no state/.test(text)

/** A member of a later version beside each of the documented ones. */
const withMore = (object: Documented, operations: string[]): ToleranceCase => ({
  name: `${object.name} with more members in ${operations.join(', ')}`,
  object: object.name,
  rules: rulesFor(object, operations, (place) =>
    object.members.map(({ name }) => ({ pointer: `${place}/${name}V2`, action: 'value', value: { more: [1] } })),
  ),
  mayRefuse: false,
  names: () => false,
})

const rulesFor = ({ places, of = 'success' }: Documented, operations: string[], changes: (place: string) => Change[]) =>
  operations.map((operation) => ({
    operation,
    fault: { does: 'answer' as const, of, change: changes(places[operation] ?? '') },
  }))
