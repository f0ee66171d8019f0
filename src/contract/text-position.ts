/** A place in a text, as editors count: both begin at 1. */
export interface TextPosition {
  line: number
  column: number
}

/** Returns the line and column of an offset, which begins at 0. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
