/** The element that a translator of pages put in the place of each text of ours, which it took out of the page. */
const standIns = new WeakMap<Node, Node>()
/** Those elements: each stands for one text. */
const taken = new WeakSet<Node>()

/** Returns what stands in the page for a node: the node itself, or its translation. */
const inPage = (parent: Node, node: Node): Node => {
  const standIn = standIns.get(node)
  return node.parentNode !== parent && standIn?.parentNode === parent ? standIn : node
}

/** Notes which `<font>` replaced which text. A translator inserts the one beside the other, or replaces it at once. */
const noteStandIns = (records: readonly MutationRecord[], watch: (text: Text) => void) => {
  for (const { target, removedNodes, addedNodes, previousSibling, nextSibling } of records) {
    for (const text of removedNodes) {
      if (!(text instanceof Text) || text.parentNode) continue
      const font = [...addedNodes, nextSibling, previousSibling].find(
        (node) =>
          node instanceof HTMLElement && node.localName === 'font' && node.parentNode === target && !taken.has(node),
      )
      if (!font) continue
      standIns.set(text, font)
      taken.add(font)
      watch(text)
    }
  }
}

/**
 * Lets the browser translate the page while it changes. Translators replace our texts by elements of their own, in which
 * numbers and states would stay as they were, and whose removal would end the page. Returns a function that stops this.
 */
export function bearTranslation(page: HTMLElement): () => void {
  const { removeChild, insertBefore } = Node.prototype
  const texts = new MutationObserver((records) => {
    // The page changed a text that is not in sight: it comes back, and the translator translates it anew.
    for (const { target } of records) {
      const standIn = standIns.get(target)
      standIns.delete(target)
      if (!target.parentNode && standIn?.parentNode) standIn.parentNode.replaceChild(target, standIn)
    }
  })
  const note = (records: MutationRecord[]) =>
    noteStandIns(records, (text) => texts.observe(text, { characterData: true }))
  const nodes = new MutationObserver(note)
  nodes.observe(page, { childList: true, subtree: true })
  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    note(nodes.takeRecords())
    removeChild.call(this, inPage(this, child))
    return child
  }
  Node.prototype.insertBefore = function <Child extends Node>(this: Node, child: Child, before: Node | null): Child {
    note(nodes.takeRecords())
    insertBefore.call(this, child, before && inPage(this, before))
    return child
  }
  return () => {
    nodes.disconnect()
    texts.disconnect()
    Object.assign(Node.prototype, { removeChild, insertBefore })
  }
}
