import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import classes from './MissingParts.module.css'
import { missingParts } from './missing-parts.ts'
import { reloadPage } from './reload.ts'

/** Says that something asked for did not come, over a page that stays as it is, and offers the ways on. */
export function MissingParts() {
  const missing = useSyncExternalStore(missingParts.subscribe, missingParts.current)
  if (missing.length === 0) return null
  const parts = missing.filter(({ again }) => again)
  const words = missing.flatMap((one) => one.words ?? [])
  const close = () => missingParts.clear()
  return (
    <div className={classes.strip} role="alert">
      <div className={classes.words}>
        {words.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {parts.length > 0 ? (
          <p>
            <strong>A part of this page could not be loaded.</strong> The connection failed, or a new version of the
            console was installed. This page stays as it is.
          </p>
        ) : null}
      </div>
      <div className={classes.buttons}>
        <Button onClick={close}>Close</Button>
        {parts.length > 0 ? (
          <>
            <Button onClick={reloadPage}>Reload</Button>
            <Button
              variant="filled"
              onClick={() => {
                for (const { again } of parts) again?.()
              }}
            >
              Try again
            </Button>
          </>
        ) : null}
      </div>
    </div>
  )
}
