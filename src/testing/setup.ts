import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { PATIENCE } from './patience.ts'

configure({ asyncUtilTimeout: PATIENCE })
afterEach(() => {
  cleanup()
  // What a reload of the page would find.
  sessionStorage.clear()
})

/** Mantine asks a browser for this, and jsdom does not have it. */
window.matchMedia ??= (query: string) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  }) as MediaQueryList

class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver ??= NoResizes
Element.prototype.scrollIntoView ??= () => {}
// jsdom has it, and prints that it does nothing.
window.scrollTo = () => {}
/** Fields that grow with their text measure again when a font has loaded. */
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
