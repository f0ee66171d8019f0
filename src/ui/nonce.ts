declare global {
  // What `get-nonce`, under Mantine's scroll lock, looks for by this name.
  var __webpack_nonce__: string | undefined
}

/** The nonce of this answer's policy: only a `<style>` that carries it counts. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/** Lets the scroll lock of dialogs and drawers write its `<style>` as well. */
export function shareNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce()
}
