import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onOpenPalette, openPalette } from './open-palette.ts'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

/** Opens the palette on Ctrl or Cmd K, also in a field. The palette is loaded the first time. */
export function LazyPalette() {
  const [wanted, setWanted] = useState(false)
  const [opened, setOpened] = useState(false)
  useEffect(
    () =>
      onOpenPalette(() => {
        setWanted(true)
        setOpened(true)
      }),
    [],
  )
  useHotkeys([['mod+K', openPalette]], [])
  return wanted ? (
    <Suspense>
      <Palette opened={opened} onClose={() => setOpened(false)} />
    </Suspense>
  ) : null
}
