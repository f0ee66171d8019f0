import type { Tested } from '../../../filter/rules.ts'

interface ConditionWords {
  /** The name of the condition that is added: "Application". */
  name: string
  one: string
  many: string
  placeholder: string
}

/** The conditions on an event (API 4.1), in words. */
export const CONDITION_WORDS: Record<Tested, ConditionWords> = {
  captureApplicationId: {
    name: 'Application',
    one: 'Application is',
    many: 'Application is one of',
    placeholder: 'Name or id of an application',
  },
  captureClientId: {
    name: 'API client',
    one: 'API client is',
    many: 'API client is one of',
    placeholder: 'Name or id of an API client',
  },
  entityType: {
    name: 'Entity type',
    one: 'Entity type is',
    many: 'Entity type is one of',
    placeholder: 'user, for one',
  },
  sub: { name: 'User', one: 'User is', many: 'User is one of', placeholder: 'UUID of a user' },
  globalSub: {
    name: 'Global user',
    one: 'Global user is',
    many: 'Global user is one of',
    placeholder: 'Global identifier of a user',
  },
  id: { name: 'Event id', one: 'Event id is', many: 'Event id is one of', placeholder: 'Id in the token' },
  attributes: {
    name: 'Changed attributes',
    one: 'Changed attributes include',
    many: 'Changed attributes include any of',
    placeholder: 'Path of an attribute',
  },
}

/** The ones that people ask for, in the order in which they do. The others are kept where a filter has them. */
export const OFFERED: Tested[] = ['attributes', 'captureApplicationId', 'captureClientId', 'entityType', 'sub']
