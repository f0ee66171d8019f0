import { Button } from '@mantine/core'
import { useEffect, useSyncExternalStore } from 'react'
import { announce } from '../kit/feedback/announce.ts'
import { newVersion } from '../kit/lazy/new-version.ts'
import { reloadPage } from '../kit/lazy/reload.ts'
import classes from './NewVersion.module.css'

const WORDS = 'A new version of the console is there.'

/** Says quietly that the console was updated while this page was open. Forms keep what was typed through the reload. */
export function NewVersion() {
  const isThere = useSyncExternalStore(newVersion.subscribe, newVersion.isThere)
  useEffect(() => {
    if (isThere) announce(WORDS)
  }, [isThere])
  return isThere ? (
    <p className={classes.strip}>
      {WORDS}
      <Button size="compact-sm" onClick={reloadPage}>
        Reload
      </Button>
    </p>
  ) : null
}
