import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onFirstPalette, openPalette } from './palette.ts'

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

/** Ctrl or Cmd K anywhere, in a field too. */
export function PalettePlace() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => onFirstPalette(() => setWanted(true)), [])
  useHotkeys([['mod+K', () => void openPalette()]], [])
  return wanted ? (
    <Suspense>
      <Palette />
    </Suspense>
  ) : null
}
