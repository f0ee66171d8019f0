import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { extract } from 'tar'

const root = resolve(import.meta.dirname, '../../..')

/** What `npm run package` makes, unpacked. */
export interface Artefact {
  /** The packed file. */
  file: string
  /** The folder that it was unpacked into, without the folder that names the version. */
  folder: string
  remove(): Promise<void>
}

/** Makes the artefact as a person does, in a folder of its own, and unpacks it. Builds the interface if that is stale. */
export async function makeArtefact(): Promise<Artefact> {
  const place = await mkdtemp(join(tmpdir(), 'console-artefact-'))
  const [out, folder] = [join(place, 'out'), join(place, 'unpacked')]
  await promisify(execFile)(process.execPath, [join(root, 'src/scripts/package.mjs'), '--out', out])
  const [name = ''] = await readdir(out)
  const file = join(out, name)
  await mkdir(folder)
  await extract({ file, cwd: folder, strip: 1 })
  return { file, folder, remove: () => rm(place, { recursive: true }) }
}
