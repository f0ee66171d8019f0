import { type Expression, type SqlBool, sql } from 'kysely'

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')

/** The pattern of texts that contain a part, with a backslash as the escape: `%` and `_` stand for themselves. */
export function likePart(text: string): string {
  return `%${escaped(text)}%`
}

/** True where a text in lower case contains another, which may have any. */
export function containsLower(column: Expression<string | null>, text: string) {
  return sql<SqlBool>`${column} like ${likePart(text.toLowerCase())} escape '\\'`
}

/** True where a text contains another, whatever the case of its ASCII letters; `%` and `_` stand for themselves. */
export function contains(column: Expression<string | null>, text: string) {
  return sql<SqlBool>`lower(${column}) like lower(${likePart(text)}) escape '\\'`
}
