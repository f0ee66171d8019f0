type Json = unknown
type Members = Record<string, Json>

const isObject = (value: Json): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON merge patch, RFC 7396: objects are merged member by member, null removes, everything else replaces. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch
  const kept = Object.entries(isObject(target) ? target : {}).filter(([name]) => patch[name] !== null)
  const changes = Object.entries(patch).filter(([, value]) => value !== null)
  const before = new Map<string, Json>(kept)
  return Object.fromEntries([...kept, ...changes.map(([name, value]) => [name, mergePatch(before.get(name), value)])])
}
