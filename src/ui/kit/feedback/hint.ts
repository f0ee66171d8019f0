/**
 * Gives an element a hint that `HintLayer` shows on hover and on focus; it is cheap enough for every cell of a table.
 * The text must also be reachable without the hint, or not be needed.
 */
export function hint(text: string | undefined): { 'data-hint'?: string } {
  return text ? { 'data-hint': text } : {}
}
