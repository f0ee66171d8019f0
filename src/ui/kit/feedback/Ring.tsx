import classes from './Ring.module.css'

interface RingProps {
  /** From 0 to 1. */
  share: number
  /** True when nothing moves by itself: it is paused or stopped. */
  still?: boolean
}

const RADIUS = 7
const LENGTH = 2 * Math.PI * RADIUS

/** Shows progress as small as an icon. The same must stand beside it in words. */
export function Ring({ share, still = false }: RingProps) {
  return (
    <svg
      className={classes.ring}
      data-still={still || undefined}
      viewBox="0 0 18 18"
      width={18}
      height={18}
      aria-hidden
    >
      <circle className={classes.track} cx={9} cy={9} r={RADIUS} />
      <circle
        className={classes.done}
        cx={9}
        cy={9}
        r={RADIUS}
        strokeDasharray={`${Math.max(0.02, Math.min(1, share)) * LENGTH} ${LENGTH}`}
      />
    </svg>
  )
}
