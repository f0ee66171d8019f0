import { EntityTypeReply } from '../../contract/upstream/entity-type.ts'
import { ENTITY_TYPES } from '../state/entity-types.ts'
import { entityCaller, entityError, unknownEntityCaller } from './entity-type-call.ts'
import { readForm } from './form-body.ts'
import { operation } from './operation.ts'

/** The attributes of an entity type, nested as they are defined (API 15); `type_name` comes in a form. */
export const getEntityType = operation({
  method: 'POST',
  path: '/entityType',
  auth: 'none',
  status: 200,
  reply: EntityTypeReply,
  async run(call) {
    if (!entityCaller(call, call.request)) return unknownEntityCaller()
    const name = (await readForm(call.request, 'urlencoded'))?.get('type_name')
    if (!name) return entityError(400, 'missing_argument', 'Missing argument: type_name')
    const attr_defs = Object.hasOwn(ENTITY_TYPES, name) ? ENTITY_TYPES[name] : undefined
    if (!attr_defs) return entityError(400, 'unknown_entity_type', `There is no entity type ${name}`)
    return { schema: { attr_defs, name }, stat: 'ok' }
  },
})
