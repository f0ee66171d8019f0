import type { Environment } from '../../contract/session.ts'
import type { WriteOutcome } from '../api/outcome.ts'
import { capital } from '../kit/text/count-words.ts'
import type { Row } from './compare.ts'
import { knownOf, remarksOf } from './remarks.ts'

type Results = ReadonlyMap<string, WriteOutcome>

/**
 * Returns the rows that are taken in unless a person says otherwise: all that differ, except those that need a decision
 * or would be refused.
 */
export function firstChoice(rows: readonly Row[], environment: Environment): ReadonlySet<string> {
  return new Set(
    rows
      .filter(({ kind, clashes }) => kind !== 'same' && clashes.length === 0)
      .filter(({ draft }) =>
        remarksOf(draft, knownOf(environment, undefined)).every(({ level }) => level !== 'refused'),
      )
      .map(({ key }) => key),
  )
}

/** Rows that cannot be taken in because another one of the same title is, with the reason. */
export function barredBy(rows: readonly Row[], chosen: ReadonlySet<string>): ReadonlyMap<string, string> {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return new Map(
    rows.flatMap(({ key, draft, twins }) =>
      !chosen.has(key) && twins.some((twin) => chosen.has(twin) && byKey.get(twin)?.draft.title === draft.title)
        ? [[key, `Another row named ${draft.title} is taken in`] as const]
        : [],
    ),
  )
}

/** Returns true when trying again can help and do no harm: never while the end of the last try is unknown. */
export function retryable(outcome: WriteOutcome | undefined): boolean {
  return outcome?.state === 'refused' || outcome?.state === 'changed'
}

/** The consequence, for the button: "Create 3 and change 1 in Staging". */
export function questionOf(rows: readonly Row[], environment: string): string {
  const creates = rows.filter(({ kind }) => kind === 'create').length
  const changes = rows.length - creates
  if (rows.length === 0) return `Copy into ${environment}`
  const parts = [...(creates > 0 ? [`create ${creates}`] : []), ...(changes > 0 ? [`change ${changes}`] : [])]
  const words = parts.join(' and ')
  return `${capital(words)} in ${environment}`
}

export interface Count {
  created: number
  changed: number
  refused: number
  clashed: number
  unknown: number
  /** Chosen, and not begun. */
  open: number
}

/** The results of the rows, in numbers. */
export function tallyOf(rows: readonly Row[], chosen: ReadonlySet<string>, results: Results): Count {
  const states = rows.map((row) => ({ row, state: results.get(row.key)?.state }))
  const all = (state: WriteOutcome['state']) => states.filter((one) => one.state === state)
  const done = all('done')
  return {
    created: done.filter(({ row }) => row.kind === 'create').length,
    changed: done.filter(({ row }) => row.kind !== 'create').length,
    refused: all('refused').length,
    clashed: all('changed').length,
    unknown: all('unknown').length,
    open: states.filter(({ row, state }) => chosen.has(row.key) && row.kind !== 'same' && state === undefined).length,
  }
}

/** The numbers in one sentence; nothing that did not work is left out. */
export function tallyWords({ created, changed, refused, clashed, unknown, open }: Count): string {
  const parts = [
    `${created} created`,
    `${changed} changed`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(clashed > 0 ? [`${clashed} not stored because somebody else changed ${clashed === 1 ? 'it' : 'them'}`] : []),
    ...(unknown > 0 ? [`of ${unknown} nobody knows`] : []),
    ...(open > 0 ? [`${open} not begun`] : []),
  ]
  return `${parts.join(', ')}.`
}
