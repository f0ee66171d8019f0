import type { Sandbox } from '../sandbox.ts'
import { type ApiClient, type Application, applicationsOf } from '../seed/company.ts'
import type { Customer } from '../state/customers.ts'
import { refuseControl } from './read.ts'

/** A customer by short name or id; the first one when not said. 400 when there is none. */
export function customerFor({ state }: Pick<Sandbox, 'state'>, named?: string): Customer {
  const all = [...state.customers.values()]
  const found = named === undefined ? all[0] : all.find(({ name, customerId }) => [name, customerId].includes(named))
  if (found) return found
  const known = all.map(({ name }) => name).join(', ')
  throw refuseControl(400, 'The body is not valid', [{ name: 'customer', reason: `must be one of ${known}` }])
}

/** Returns the ids of a place: names of the company become its ids, anything else is an id. */
export interface Where {
  application?: string | undefined
  client?: string | undefined
}

/** The application and client ids something happens at; what is not said is the company's own shop. */
export function placeFor(sandbox: Sandbox, customer: Customer, { application, client }: Where) {
  const all = applicationsOf(customer.name, sandbox.options.seed)
  const is = (wanted: string) => (known: Application | ApiClient) => [known.name, known.id].includes(wanted)
  const clients = all.flatMap((known) => known.clients)
  const place = application === undefined ? all[0] : all.find(is(application))
  const door = client === undefined ? (place ?? all[0])?.clients[0] : clients.find(is(client))
  return {
    application: place?.id ?? application ?? '',
    client: door?.id ?? client ?? '',
    entityType: place?.entityType ?? 'user',
  }
}
