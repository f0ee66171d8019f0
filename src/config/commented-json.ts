import { getNodeValue, type ParseErrorCode, parseTree, visit } from 'jsonc-parser'
import { positionAt } from '../contract/text-position.ts'

/** The place in a file where reading stopped, and why. Quotes no value of the file: a secret may stand there. */
export class NotJson extends Error {
  readonly line: number
  readonly column: number

  constructor(text: string, offset: number, message: string) {
    super(message)
    this.name = 'NotJson'
    const { line, column } = positionAt(text, offset)
    this.line = line
    this.column = column
  }
}

const NAME = 'a name in double quotes'
const COMMENT_WITHOUT_END: ParseErrorCode.UnexpectedEndOfComment = 11

/**
 * Reads JSON with line and block comments and with commas after the last member. Throws `NotJson`, also for a setting
 * that is given twice in one object.
 */
export function parseCommentedJson(file: string): unknown {
  // A blank in place of the byte order mark keeps every offset.
  const text = file.replace(/^\uFEFF/, ' ')
  checkSyntax(text)
  const root = parseTree(text, [], { allowTrailingComma: true })
  return root && getNodeValue(root)
}

/** Throws `NotJson` at the first mistake. Keeps what may come next, which is what a message has to say. */
function checkSyntax(text: string): void {
  /** The objects and lists around the place that is read; an object's names so far. */
  const open: (Set<string> | 'list')[] = []
  let expected = 'a value'

  const fail = (offset: number, message = `${expected} is expected here`): never => {
    throw new NotJson(text, offset, message)
  }
  const afterValue = () => {
    const around = open.at(-1)
    if (around === undefined) expected = 'nothing more'
    else expected = `a comma or ${around === 'list' ? ']' : '}'}`
  }
  const begin = (kind: Set<string> | 'list') => {
    open.push(kind)
    expected = kind === 'list' ? 'a value' : NAME
  }
  const end = (offset: number) => {
    if (offset >= text.length) return // The file ends before the bracket: `onError` is next.
    open.pop()
    afterValue()
  }

  visit(
    text,
    {
      onObjectBegin: () => begin(new Set()),
      onArrayBegin: () => begin('list'),
      onObjectEnd: end,
      onArrayEnd: end,
      onObjectProperty(name, offset) {
        const names = open.at(-1)
        if (names instanceof Set) {
          if (names.has(name)) fail(offset, `${name} is given twice in one place`)
          names.add(name)
        }
        expected = 'a colon'
      },
      onLiteralValue(value, offset, length) {
        // The parser takes `01` for two numbers.
        if (typeof value === 'number' && /[\w.+-]/.test(text[offset + length] ?? '')) fail(offset)
        afterValue()
      },
      onSeparator(character) {
        expected = character === ',' && open.at(-1) !== 'list' ? NAME : 'a value'
      },
      onError(code, offset) {
        if (code === COMMENT_WITHOUT_END) fail(offset, 'this comment has no end')
        fail(offset)
      },
    },
    { allowTrailingComma: true },
  )
}
