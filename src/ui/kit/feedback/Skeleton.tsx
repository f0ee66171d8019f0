import classes from './Skeleton.module.css'

interface SkeletonProps {
  /** Gives its size and place. */
  className?: string | undefined
  /** Leaves out the breathing. */
  still?: boolean
}

/** Stands in for content that is still loading. */
export function Skeleton({ className = '', still = false }: SkeletonProps) {
  return <span className={`${classes.skeleton} ${still ? classes.still : ''} ${className}`} />
}
