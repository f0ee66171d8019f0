let show: (() => void) | undefined

/** For `PalettePlace`: how to show the palette. */
export const onOpenPalette = (open: () => void): void => {
  show = open
}

/** Opens the command palette. */
export const openPalette = (): void => show?.()
