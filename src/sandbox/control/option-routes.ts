import { Hono } from 'hono'
import { z } from 'zod'
import { AT_ANY_TIME } from '../base/behaviour.ts'
import { BadValue } from '../base/flags.ts'
import type { Sandbox } from '../sandbox.ts'
import { readControl, refuseControl } from './read.ts'

const Changes = z.record(z.string(), z.unknown())

/** The routes that show and change the options of behaviour while the sandbox runs. */
export function optionRoutes(sandbox: Sandbox) {
  const shown = () => Object.fromEntries(Object.entries(sandbox.options).filter(([name]) => AT_ANY_TIME.has(name)))
  return new Hono()
    .get('/', (c) => c.json({ options: shown() }))
    .patch('/', async (c) => {
      sandbox.configure(readOptions(await readControl(c, Changes)))
      return c.json({ options: shown() })
    })
}

/** The routes that turn named variants on and off. */
export function variantRoutes({ variants }: Sandbox) {
  const known = (name: string, done: boolean) => {
    if (!done) throw refuseControl(404, `There is no variant ${name}`)
    return variants.all().find((variant) => variant.name === name)
  }
  return new Hono()
    .get('/', (c) => c.json({ variants: variants.all().map(({ name, on, says }) => ({ name, on, says })) }))
    .get('/:name', (c) =>
      c.json(
        known(
          c.req.param('name'),
          variants.all().some(({ name }) => name === c.req.param('name')),
        ),
      ),
    )
    .put('/:name', (c) => c.json(known(c.req.param('name'), variants.turnOn(c.req.param('name')))))
    .delete('/:name', (c) => c.json(known(c.req.param('name'), variants.turnOff(c.req.param('name')))))
}

/** Reads values as the command line does, by the options' own names: `{"pageSize": 20}`. */
const readOptions = (given: Record<string, unknown>): Record<string, unknown> => {
  const read = Object.entries(given).map(([name, value]) => {
    const texts = [value].flat().map(String)
    const flag = AT_ANY_TIME.get(name)
    return { name, value: flag?.read(texts) ?? new BadValue('is not an option that can be changed while it runs') }
  })
  const problems = read.flatMap(({ name, value }) => (value instanceof BadValue ? { name, reason: value.reason } : []))
  if (problems.length > 0) throw refuseControl(400, 'The body is not valid', problems)
  return Object.fromEntries(read.map(({ name, value }) => [name, value]))
}
