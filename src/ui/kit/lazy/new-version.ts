import { MINUTE } from '../../../contract/durations.ts'

/** While a new version is being rolled out processes of both answer; after this long without one of ours it is done. */
const ROLLED_OUT = MINUTE

/** Returns the build of this page; undefined in development, where there is none. */
const ownBuild = () => {
  const build = document.querySelector<HTMLMetaElement>('meta[name="console-build"]')?.content
  return build?.startsWith('_') ? undefined : build
}

let otherSince: number | undefined
let newer = false
const listeners = new Set<() => void>()

/** Notes the build that stands in an answer: only others than this page's, for a minute, mean a new version. */
export function seeBuild(build: string | null): void {
  const own = build && ownBuild()
  if (!own) return
  if (build === own) otherSince = undefined
  else otherSince ??= performance.now()
  const now = otherSince !== undefined && performance.now() - otherSince >= ROLLED_OUT
  if (now === newer) return
  newer = now
  for (const listener of listeners) listener()
}

/** The state of this page against the version that the server has. */
export const newVersion = {
  isThere: () => newer,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}
