import { type Expression, type SqlBool, sql } from 'kysely'

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')

/** True where a text in lower case contains another, which may have any. */
export const containsLower = (column: Expression<string | null>, text: string) =>
  sql<SqlBool>`${column} like ${`%${escaped(text.toLowerCase())}%`} escape '\\'`

/** True where a text contains another, whatever the case of its ASCII letters; `%` and `_` stand for themselves. */
export const contains = (column: Expression<string | null>, text: string) =>
  sql<SqlBool>`lower(${column}) like lower(${`%${escaped(text)}%`}) escape '\\'`
