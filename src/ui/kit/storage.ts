/**
 * What the browser keeps for this site: `local` for good, `session` for a tab and its reloads. Browsers deny it by a
 * setting; then nothing is kept, and nothing breaks.
 */
const storageOf = (kind: 'localStorage' | 'sessionStorage') => {
  const tried = <Value>(act: (storage: Storage) => Value): Value | undefined => {
    try {
      return act(globalThis[kind])
    } catch {
      return undefined
    }
  }
  return {
    get: (key: string): string | undefined => tried((storage) => storage.getItem(key)) ?? undefined,
    set: (key: string, value: string): void => void tried((storage) => storage.setItem(key, value)),
    remove: (key: string): void => void tried((storage) => storage.removeItem(key)),
    keys: (): string[] => tried((storage) => Object.keys(storage)) ?? [],
  }
}

export const kept = { local: storageOf('localStorage'), session: storageOf('sessionStorage') }
