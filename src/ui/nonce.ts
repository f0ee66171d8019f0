declare global {
  // `get-nonce`, under Mantine's scroll lock, reads this name.
  var __webpack_nonce__: string | undefined
}

/** Returns the nonce of this page's policy, which every `<style>` must carry. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/** Lets the scroll lock of dialogs and drawers write its `<style>` as well. */
export function shareNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce()
}
