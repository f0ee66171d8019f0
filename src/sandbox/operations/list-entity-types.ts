import { EntityTypeListReply } from '../../contract/upstream/entity-type.ts'
import { ENTITY_TYPES } from '../state/entity-types.ts'
import { entityCaller, unknownEntityCaller } from './entity-type-call.ts'
import { operation } from './operation.ts'

/** Names the entity types (API 15): for the owner's API client, with Basic auth. */
export const listEntityTypes = operation({
  method: 'POST',
  path: '/entityType.list',
  auth: 'none',
  status: 200,
  reply: EntityTypeListReply,
  run(call) {
    if (!entityCaller(call, call.request)) return unknownEntityCaller()
    return { results: Object.keys(ENTITY_TYPES), stat: 'ok' }
  },
})
