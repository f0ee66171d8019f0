let mount: (() => void) | undefined

/** For `PalettePlace`: what puts the palette on the page, once somebody wants it. */
export const onFirstPalette = (show: () => void): void => {
  mount = show
}

/** Opens the command palette. It is loaded the first time. */
export async function openPalette(): Promise<void> {
  mount?.()
  const { spotlight } = await import('@mantine/spotlight')
  spotlight.open()
}
