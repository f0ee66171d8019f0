import { expect, it } from 'vitest'
import { textsIn } from './texts.mjs'

it('finds what a person reads, and nothing else', () => {
  const source = `
    import { A } from './some where.ts'
    const classes = { row: 'row' }
    /** Not a text. */
    export const problem = { code: 'not_found', title: 'Gone', path: '/a b/c' }
    const why = (name: string) => \`There is no \${name} here\`
    export const View = ({ open }: { open: boolean }) => (
      <section className="wide card" aria-label="Events">
        <h1>Failed
          events</h1>
        <button title={open ? 'Close' : 'Open'} type="button">{open && 'is open now'}</button>
        <code>—</code>
      </section>
    )`
  expect(textsIn('view.tsx', source)).toEqual([
    'Gone',
    'There is no {name} here',
    'Events',
    'Failed events',
    'Close',
    'Open',
    'is open now',
  ])
})
