/** The image that `deploy/Containerfile` describes, as far as it can be read without a container engine. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Image {
  env: Record<string, string>
  user: { uid: number; gid: number }
  workdir: string
  volume: string
  entrypoint: string[]
  command: string[]
  healthcheck: string[]
}

/** Reads the instructions of the last stage of the Containerfile, those of its base included. */
export function readImage(): Image {
  const text = readFileSync(resolve(import.meta.dirname, '../../../deploy/Containerfile'), 'utf8')
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
  const last = (instruction: string): string => {
    const found = lines.findLast((line) => line.startsWith(`${instruction} `))
    if (!found) throw new Error(`The Containerfile has no ${instruction}`)
    return found.slice(instruction.length + 1)
  }
  const [uid = 0, gid = 0] = last('USER').split(':').map(Number)
  return {
    env: Object.fromEntries(
      [...last('ENV').matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, plain]) => [
        name,
        quoted ?? plain ?? '',
      ]),
    ),
    user: { uid, gid },
    workdir: last('WORKDIR'),
    volume: last('VOLUME'),
    entrypoint: JSON.parse(last('ENTRYPOINT')),
    command: JSON.parse(last('CMD')),
    healthcheck: JSON.parse(last('HEALTHCHECK').replace(/^.*? CMD /, '')),
  }
}
