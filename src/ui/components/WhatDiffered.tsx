import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { may } from '../../contract/role.ts'
import { paths } from '../address/paths.ts'
import { sessionQueries } from '../api/session.ts'
import classes from './WhatDiffered.module.css'

/**
 * Names the member of the API's answer because of which something could not be read, and leads an administrator to the
 * report about it.
 */
export function WhatDiffered({ differs }: { differs: string }) {
  const { environment } = useParams()
  const { data: session } = useQuery({ ...sessionQueries.current(), enabled: false })
  const [pointer = ''] = /^\/\S*/.exec(differs) ?? []
  const mayCheck = session !== undefined && may(session.role, 'connection.check')
  return (
    <span className={classes.line}>
      Not as documented: {pointer ? <code className={classes.member}>{pointer}</code> : null}
      {differs.slice(pointer.length)}.
      {environment !== undefined && mayCheck ? (
        <>
          {' '}
          <Anchor component={Link} inherit className={classes.link ?? ''} to={paths.connection(environment)}>
            Connection check
          </Anchor>{' '}
          has a report to send.
        </>
      ) : null}
    </span>
  )
}
