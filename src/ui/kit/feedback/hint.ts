/**
 * Gives an element a hint that the page's one `HintLayer` shows on hover and on focus. Cheap enough for every cell of a
 * table, which a tooltip component of its own is not. The text must also be reachable without the hint (a label,
 * `aria-describedby`, or simply not needed).
 */
export function hint(text: string | undefined): { 'data-hint'?: string } {
  return text ? { 'data-hint': text } : {}
}
