import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../paths.ts'

/** The way from a notice to the run it is about. */
export const runLink = (environment: string, run: string) => (
  <Anchor component={Link} inherit to={paths.run(environment, run)}>
    Show the run
  </Anchor>
)
