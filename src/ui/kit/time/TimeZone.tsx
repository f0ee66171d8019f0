import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { kept } from '../storage.ts'
import type { Zone } from './time-words.ts'

const KEY = 'console.zone'

interface TimeZone {
  zone: Zone
  setZone: (zone: Zone) => void
}

const Context = createContext<TimeZone>({ zone: 'utc', setZone() {} })

/** Provides the zone of every time on the page: UTC at first, as in the API and its logs. The choice is remembered. */
export function TimeZoneProvider({ children }: { children: ReactNode }) {
  const [zone, setZone] = useState<Zone>(() => (kept.local.get(KEY) === 'local' ? 'local' : 'utc'))
  const value = useMemo(
    () => ({
      zone,
      setZone(next: Zone) {
        kept.local.set(KEY, next)
        setZone(next)
      },
    }),
    [zone],
  )
  return <Context value={value}>{children}</Context>
}

export function useTimeZone(): TimeZone {
  return use(Context)
}
