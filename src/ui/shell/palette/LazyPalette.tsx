import { useHotkeys } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { lazyPart } from '../../kit/lazy/lazy-part.tsx'
import { onOpenPalette, openPalette } from './open-palette.ts'

const Palette = lazyPart(async () => (await import('./Palette.tsx')).Palette)

/** Opens the palette on Ctrl or Cmd K, also in a field. The palette is loaded the first time. */
export function LazyPalette() {
  const [asked, setAsked] = useState({ turn: 0, opened: false })
  useEffect(() => onOpenPalette(() => setAsked(({ turn }) => ({ turn: turn + 1, opened: true }))), [])
  useHotkeys([['mod+K', openPalette]], [])
  return asked.turn > 0 ? (
    <Palette key={asked.turn} opened={asked.opened} onClose={() => setAsked((now) => ({ ...now, opened: false }))} />
  ) : null
}
