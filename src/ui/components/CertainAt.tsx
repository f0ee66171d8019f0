import { Time } from '../kit/time/Time.tsx'

/** Says of a call without an answer when it will be certain, and what happens then. */
export function CertainAt({ at }: { at: string }) {
  return (
    <>
      No answer came. Certain at <Time at={at} absolute zoned={false} />; sent a second time at most, and only if there
      is no trace of the first call by then.
    </>
  )
}
