import type { Subscription } from '../../../contract/subscription.ts'

/** The searched text of each subscription, made once. */
const searched = new WeakMap<Subscription, string>()

/** Returns a test that is true when a subscription holds every word of a search; without words all do. */
export function matcher(search: string): (subscription: Subscription) => boolean {
  const words = folded(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return (subscription) => {
    const text = textOf(subscription)
    return words.every((word) => text.includes(word))
  }
}

const textOf = (subscription: Subscription): string => {
  const known = searched.get(subscription)
  if (known !== undefined) return known
  const text = folded([subscription.title, subscription.endpoint, subscription.id].join('\n'))
  searched.set(subscription, text)
  return text
}

/** Removes case and accents; up and down again, for ß has no accent but a capital form of two letters. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase()
