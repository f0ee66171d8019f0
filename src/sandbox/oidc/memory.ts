import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Kept {
  payload: AdapterPayload
  expiresAt: number
}

/** Sweeping each time would be quadratic; sessions of a sandbox are few. */
const SWEEP_EVERY = 200

/**
 * The provider's sessions, codes and grants, kept in this process and gone with it.
 * Returns the factory `oidc-provider` asks for: one adapter for each of its models, all over one map.
 */
export function memoryAdapters(now: () => number = Date.now): (model: string) => Adapter {
  const kept = new Map<string, Kept>()
  let writes = 0

  const read = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key)
    return found && found.expiresAt > now() ? found.payload : undefined
  }

  const sweep = () => {
    for (const [key, { expiresAt }] of kept) if (expiresAt <= now()) kept.delete(key)
  }

  const firstWith = (model: string, has: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const key of kept.keys()) {
      const payload = key.startsWith(`${model}:`) ? read(key) : undefined
      if (payload && has(payload)) return payload
    }
    return undefined
  }

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      writes += 1
      if (writes % SWEEP_EVERY === 0) sweep()
      kept.set(`${model}:${id}`, {
        payload,
        expiresAt: expiresIn ? now() + expiresIn * 1000 : Number.POSITIVE_INFINITY,
      })
    },
    find: async (id) => read(`${model}:${id}`),
    findByUid: async (uid) => firstWith(model, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => firstWith(model, (payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = read(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(now() / 1000)
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}
