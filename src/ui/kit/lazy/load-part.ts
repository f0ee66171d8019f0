import { SECOND } from '../../../contract/durations.ts'

/** The pause before a part is asked for again: a server that restarts is there by then. */
const PAUSE = SECOND

/** A part of the interface did not come: no connection, or a server that no longer has this version of it. */
export class PartMissing extends Error {
  constructor(options?: ErrorOptions) {
    super('A part of the interface could not be loaded', options)
    this.name = 'PartMissing'
  }
}

/**
 * Loads a part of the interface, and asks a second time for one that does not come. Browsers from 2026 on fetch a failed
 * module anew; older ones remember the failure until the page is reloaded, which is what people are then offered.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load()
  } catch {
    await new Promise((done) => setTimeout(done, navigator.onLine === false ? 0 : PAUSE))
    return load().catch((cause: unknown) => {
      throw new PartMissing({ cause })
    })
  }
}

/**
 * Takes links that failed out of the page. The loader of parts takes a stylesheet whose link is there for loaded, and
 * would show the part without its looks.
 */
export function forgetBrokenLinks(): void {
  const forget = ({ target }: Event) => {
    if (target instanceof HTMLLinkElement) target.remove()
  }
  document.addEventListener('error', forget, { capture: true })
}
