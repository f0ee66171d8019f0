import classes from './Endpoint.module.css'
import { splitEndpoint } from './endpoint.ts'

/** A listener's address, its host first and foremost. `lines` lets the path have a line of its own. */
export function Endpoint({ endpoint, lines = false }: { endpoint: string; lines?: boolean }) {
  const { host, rest } = splitEndpoint(endpoint)
  return (
    <span className={classes.endpoint} translate="no" data-lines={lines || undefined}>
      <span className={classes.host}>{host}</span>
      <span className={classes.rest}>{rest}</span>
    </span>
  )
}
