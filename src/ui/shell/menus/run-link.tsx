import { Anchor } from '@mantine/core'
import { Link } from 'react-router'

/** The way from a notice to the run it is about. */
export function runLink(to: string) {
  return (close: () => void) => (
    <Anchor component={Link} inherit to={to} onClick={close}>
      Show the run
    </Anchor>
  )
}
