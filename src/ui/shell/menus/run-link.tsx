import { Anchor } from '@mantine/core'
import { Link } from 'react-router'

/** Links a notice to its run. */
export function runLink(to: string) {
  return (close: () => void) => (
    <Anchor component={Link} inherit to={to} onClick={close}>
      Show the run
    </Anchor>
  )
}
