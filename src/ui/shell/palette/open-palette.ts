let show: (() => void) | undefined

/** Sets what opens the palette; `LazyPalette` calls it. */
export function onOpenPalette(open: () => void): void {
  show = open
}

/** Opens the command palette. */
export function openPalette(): void {
  show?.()
}
