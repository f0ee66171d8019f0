import { JsonView as Tree } from 'react-json-view-lite'
import classes from './Code.module.css'

interface JsonViewProps {
  /** Name for a screen reader. */
  label: string
  /** An object or an array. */
  value: object
  /** Whether a node starts open; by default all do. */
  open?: (level: number) => boolean
}

const STYLE = {
  container: classes.tree ?? '',
  basicChildStyle: classes.node ?? '',
  childFieldsContainer: classes.children ?? '',
  label: classes.key ?? '',
  clickableLabel: classes.keyOpen ?? '',
  nullValue: classes.literal ?? '',
  undefinedValue: classes.literal ?? '',
  stringValue: classes.string ?? '',
  booleanValue: classes.literal ?? '',
  numberValue: classes.number ?? '',
  otherValue: classes.literal ?? '',
  punctuation: classes.punctuation ?? '',
  expandIcon: classes.expand ?? '',
  collapseIcon: classes.collapse ?? '',
  collapsedContent: classes.collapsed ?? '',
  noQuotesForStringValues: false,
  quotesForFieldNames: true,
  stringifyStringValues: true,
}

/** JSON as a tree that opens and closes, by keyboard as well. */
export const JsonView = ({ label, value, open = () => true }: JsonViewProps) => (
  <Tree data={value} aria-label={label} style={STYLE} shouldExpandNode={open} clickToExpandNode />
)
