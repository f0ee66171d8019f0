import type { FilterMaterial } from '../../../contract/draft.ts'
import type { Environment } from '../../../contract/session.ts'
import type { AttributeDefinition } from '../../../contract/upstream/entity-type.ts'
import { attributePaths } from '../../../filter/attribute-paths.ts'
import type { Conditions, Tested } from '../../../filter/rules.ts'
import type { Known } from '../../../filter/warning.ts'
import { shortenMiddle } from '../../kit/text/shorten.ts'

/** A value that a condition can be given. */
export interface Choice {
  value: string
  /** The name of the choice; an id without a name is shortened. */
  label: string
  named: boolean
  /** Type and description of an attribute, the whole id of something named. */
  detail: string | null
  /** The number of stored events that have it; null when that is not known. */
  count: number | null
}

type Material = Pick<FilterMaterial, 'seen' | 'schemas'>
type Names = Pick<Environment, 'applications' | 'clients'>

const bySeen = (a: Choice, b: Choice) => (b.count ?? 0) - (a.count ?? 0) || a.label.localeCompare(b.label, 'en')

const countsOf = (seen: { value: string; count: number }[]) => new Map(seen.map(({ value, count }) => [value, count]))

function identifiers(seen: { value: string; count: number }[], names: Record<string, string> = {}): Choice[] {
  const counts = countsOf(seen)
  return [...new Set([...counts.keys(), ...Object.keys(names)])]
    .map((value): Choice => {
      const name = names[value]
      const label = name ?? shortenMiddle(value)
      return {
        value,
        label,
        named: name !== undefined,
        detail: label === value ? null : value,
        count: counts.get(value) ?? 0,
      }
    })
    .sort(bySeen)
}

/** The schemas that a branch is about: those of the entity types it asks for, else all there are. */
const schemasOf = ({ schemas }: Material, { entityType = [] }: Conditions) => {
  const asked = schemas.filter((schema) => entityType.includes(schema.entityType))
  return asked.length > 0 ? asked : schemas
}

const told = (type: string, description: string | null) => [type, description].filter(Boolean).join(' · ')

/** Attributes that events listed come first, the most frequent before all; then what the entity types have besides. */
function attributeChoices(material: Material, conditions: Conditions): Choice[] {
  const counts = countsOf(material.seen.attributes)
  const defined = new Map(
    schemasOf(material, conditions)
      .flatMap(({ attributes }) => attributePaths(attributes))
      .map(({ path, type, description }) => [path, told(type, description)]),
  )
  const listed = [...counts.keys()].filter((path) => !defined.has(path))
  const all = [...defined.keys(), ...listed].map(
    (value): Choice => ({
      value,
      label: value,
      named: true,
      detail: defined.get(value) ?? null,
      count: counts.get(value) ?? 0,
    }),
  )
  // Stable: what was never listed keeps the order of the schema, parents before children.
  return all.sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
}

/** Returns the choices for a condition: what exists, with names and counts (API 15, 4.4). */
export function choicesFor(claim: Tested, material: Material, names: Names, conditions: Conditions): Choice[] {
  const { seen, schemas } = material
  if (claim === 'captureApplicationId') return identifiers(seen.captureApplicationId, names.applications)
  if (claim === 'captureClientId') return identifiers(seen.captureClientId, names.clients)
  if (claim === 'attributes') return attributeChoices(material, conditions)
  if (claim === 'sub') return identifiers(seen.sub)
  if (claim !== 'entityType') return []
  const counts = countsOf(seen.entityType)
  return [...new Set([...counts.keys(), ...schemas.map((schema) => schema.entityType)])]
    .map((value): Choice => ({ value, label: value, named: true, detail: null, count: counts.get(value) ?? 0 }))
    .sort(bySeen)
}

/**
 * Returns the values to compare a filter with. Without stored events no value can have been seen, and that is no
 * warning.
 */
export function knownFrom(material: FilterMaterial | undefined, environment: Environment): Known {
  if (!material) return { names: environment }
  const attributes: AttributeDefinition[] = material.schemas.flatMap((schema) => schema.attributes)
  const values = (list: { value: string }[]) => list.map(({ value }) => value)
  const { seen } = material
  return {
    names: environment,
    ...(attributes.length > 0 ? { attributes } : {}),
    ...(material.claims.length > 0
      ? {
          seen: {
            captureApplicationId: values(seen.captureApplicationId),
            captureClientId: values(seen.captureClientId),
            entityType: [...values(seen.entityType), ...material.schemas.map(({ entityType }) => entityType)],
            sub: values(seen.sub),
            attributes: values(seen.attributes),
          },
        }
      : {}),
  }
}
