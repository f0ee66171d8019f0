let reloading = false

/** Loads the page anew. What forms keep for a reload survives it, so they do not ask whether to leave. */
export function reloadPage(): void {
  reloading = true
  location.reload()
}

/** Returns true once the page is being loaded anew by `reloadPage`. */
export function isReloading(): boolean {
  return reloading
}
