import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAUSES } from './event.ts'
import { PROBLEM_CODES } from './problem.ts'
import {
  type FailureNote,
  ItemNote,
  LISTENER_FAULTS,
  type ReplayEnd,
  RunNote,
  readItemNote,
  readNote,
  storedNote,
} from './run-note.ts'
import { noteWords, storedNoteWords } from './words/run-notes.ts'

/** A word that no text of the catalogue holds. */
const word = fc.constantFrom('Ada', 'INC-4711', 'listener.test', 'x509: expired')
const status = fc.integer({ min: 100, max: 599 })
const failure: fc.Arbitrary<FailureNote> = fc.record({
  code: fc.constant('failure' as const),
  cause: fc.option(fc.constantFrom(...CAUSES)),
  status: fc.option(status),
  error: fc.option(word),
})
/** Figures by name: every note draws those it has. */
const FIGURES = {
  text: word,
  failure,
  state: word,
  problem: fc.constantFrom(...PROBLEM_CODES),
  title: word,
  message: fc.option(word),
  by: word,
  reason: fc.option(word),
  host: word,
  fault: fc.constantFrom(...LISTENER_FAULTS),
  seconds: fc.integer({ min: 1, max: 100 }),
  status,
  cause: fc.option(fc.constantFrom(...CAUSES)),
  error: fc.option(word),
  after: fc.constantFrom('canary', 'row'),
  count: fc.integer({ min: 1, max: 1000 }),
  retrying: fc.boolean(),
  audience: fc.constantFrom('other', 'unreadable'),
  end: fc.record({ code: fc.constant('listenerAnswered' as const), status }) satisfies fc.Arbitrary<ReplayEnd>,
  why: fc.option(fc.oneof(failure, fc.record({ code: fc.constant('failedAgain' as const), failure }))),
}

const arbitraryOf = (schema: (typeof RunNote.options)[number]): fc.Arbitrary<RunNote> => {
  const [code = ''] = schema.shape.code.values
  const names = Object.keys(schema.shape).filter((name) => name !== 'code')
  const figures = names.map((name) => [name, FIGURES[name as keyof typeof FIGURES]])
  return fc.record(Object.fromEntries([['code', fc.constant(code)], ...figures])).map((note) => RunNote.parse(note))
}

describe.each(RunNote.options.map((schema) => [[...schema.shape.code.values].join(), schema] as const))(
  'the note %s',
  (_, schema) => {
    it('has words without holes, and comes back from the store as it was', () => {
      fc.assert(
        fc.property(arbitraryOf(schema), (note) => {
          expect(noteWords(note)).toMatch(/\w/)
          expect(noteWords(note)).not.toMatch(/undefined|null|\[object|NaN/)
          expect(readNote(storedNote(note))).toEqual(note)
          expect(storedNoteWords(storedNote(note))).toBe(noteWords(note))
        }),
        { numRuns: 50 },
      )
    })
  },
)

describe('what was stored before notes were codes', () => {
  it.each(['Failed again: the listener answered 503', '', '{ not json', '{"code":"of tomorrow"}', '{"code":"paused"}'])(
    'is shown as it is: %j',
    (text) => {
      expect(storedNoteWords(text)).toBe(text)
      expect(readItemNote(text)).toEqual({ code: 'text', text })
    },
  )

  it('is no note where there is none', () => {
    expect(storedNoteWords(null)).toBeNull()
  })

  it('goes into the reason of a run that stops', () => {
    const why = readItemNote('no such thing')
    expect(noteWords({ code: 'stopped', after: 'row', count: 2, why, retrying: false })).toBe(
      '2 events in a row were not delivered, the last one: no such thing',
    )
  })
})

it('knows each code once, and every item note as a note of the ledger', () => {
  const codes = RunNote.options.flatMap((schema) => [...schema.shape.code.values])
  expect(new Set(codes).size).toBe(codes.length)
  expect(ItemNote.options.every((schema) => codes.some((code) => schema.shape.code.values.has(code as never)))).toBe(
    true,
  )
})
