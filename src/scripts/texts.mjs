// @ts-check
/** Finds the texts that a person reads in a source file: JSX text, labels of controls, and sentences in strings. */
import { parseSync } from 'vite'

/** Attributes and members whose value is read, seen or heard even when it is a single word. */
const READ = new Set([
  'title',
  'label',
  'placeholder',
  'description',
  'confirm',
  'cancel',
  'remedy',
  'reason',
  'message',
])
READ.add('aria-label').add('aria-description').add('alt').add('heading')

/** Members whose value is for machines, however many words it has. */
const UNREAD = new Set(['className', 'class', 'path', 'd', 'key', 'href', 'to', 'id', 'role', 'style', 'viewBox'])

/** Two words at least, the first of them in letters: a sentence or a part of one, not a class, a query or a path. */
const SENTENCE = /^[\p{L}“”‘’0-9{][\p{L}\d’'{}…]*[,;:.?!)]?\s+\S*\p{L}/u
const HAS_LETTERS = /\p{L}/u

/** @param {string} text */
const oneLine = (text) => text.replaceAll(/\s+/g, ' ').trim()

/**
 * @param {string} file its name tells whether it holds JSX
 * @param {string} source
 * @returns {string[]} the texts in their order, each once; what is inserted stands as `{expression}`
 */
export const textsIn = (file, source) => {
  /** @type {Set<string>} */
  const texts = new Set()
  /** @param {string} text @param {boolean} read */
  const note = (text, read) => {
    const line = oneLine(text)
    if (read ? HAS_LETTERS.test(line) : SENTENCE.test(line)) texts.add(line)
  }
  /** @param {any} node a node of the syntax tree @param {boolean} read that it is known to be read by people */
  const visit = (node, read) => {
    if (Array.isArray(node)) for (const one of node) visit(one, read)
    if (!node || typeof node.type !== 'string') return
    const { type } = node
    if (type === 'ImportDeclaration' || type === 'ImportExpression' || type.startsWith('TS')) {
      if (type === 'TSAsExpression' || type === 'TSSatisfiesExpression') visit(node.expression, read)
      return
    }
    if (type === 'JSXText') return note(node.value, true)
    if (type === 'Literal') return typeof node.value === 'string' ? note(node.value, read) : undefined
    if (type === 'TaggedTemplateExpression') return
    if (type === 'TemplateLiteral') {
      const parts = node.quasis.map((/** @type {any} */ { value }, /** @type {number} */ at) => {
        const inserted = node.expressions[at]
        return inserted ? `${value.cooked}{${oneLine(source.slice(inserted.start, inserted.end))}}` : value.cooked
      })
      note(parts.join(''), read)
      return visit(node.expressions, false)
    }
    const name = type === 'JSXAttribute' ? node.name.name : type === 'Property' ? (node.key.name ?? node.key.value) : ''
    if (UNREAD.has(name)) return
    if (name) return visit(node.value, READ.has(name))
    const through =
      type === 'JSXExpressionContainer' || type === 'ConditionalExpression' || type === 'LogicalExpression'
    for (const [key, child] of Object.entries(node)) {
      if (typeof child === 'object' && key !== 'test') visit(child, through && read)
    }
  }
  visit(parseSync(file, source).program.body, false)
  return [...texts]
}
