import type { SandboxOptions } from '../base/options.ts'
import { readText } from './read-body.ts'

const TYPES = { urlencoded: 'application/x-www-form-urlencoded', multipart: 'multipart/form-data' }

/** The text fields of a form, in the encodings that are taken (API 17, "Token body"); undefined for any other body. */
export async function readForm(
  request: Request,
  taken: SandboxOptions['tokenBody'] = 'both',
): Promise<Map<string, string> | undefined> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  if (taken !== 'multipart' && type.startsWith(TYPES.urlencoded))
    return new Map(new URLSearchParams(await readText(request)))
  if (taken === 'urlencoded' || !type.startsWith(TYPES.multipart)) return undefined
  try {
    const fields = [...(await request.formData())]
    return new Map(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
  } catch {
    return undefined
  }
}
