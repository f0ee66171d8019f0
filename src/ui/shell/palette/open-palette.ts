let show: (() => void) | undefined

/** For `LazyPalette`: how to show the palette. */
export function onOpenPalette(open: () => void): void {
  show = open
}

/** Opens the command palette. */
export function openPalette(): void {
  show?.()
}
