import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes in memory. */
export interface SmallDisk {
  folder: string
  /** Takes all the room that is left. */
  fill(): void
  /** Gives it back. */
  makeRoom(): void
  remove(): void
}

/** Mounts a small disk; undefined where the machine does not let its user mount. */
export function mountSmallDisk(size = '8m'): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'console-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0777`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      for (const bytes of [65_536, 4096, 1]) fillWith(ballast, Buffer.alloc(bytes))
    },
    makeRoom: () => rmSync(ballast),
    remove() {
      spawnSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true })
    },
  }
}

function fillWith(path: string, chunk: Buffer): void {
  try {
    for (;;) appendFileSync(path, chunk)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
