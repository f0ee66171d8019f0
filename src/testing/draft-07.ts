import { Ajv } from 'ajv'

const ajv = new Ajv({ strict: false, validateFormats: false })

/** Returns a check against a draft-07 schema, by a validator that the product does not use for it. */
export function draft07(schema: object): (value: unknown) => boolean {
  const validate = ajv.compile(schema)
  ajv.removeSchema(schema)
  return (value) => validate(value) as boolean
}
