import classes from '../Badge.module.css'
import type { Look } from './tones.ts'

/** Shows a state by icon, word and colour. `quiet` colours only the icon, for states that need no attention. */
export function ToneBadge({ look: { word, tone, Icon }, quiet = false }: { look: Look; quiet?: boolean }) {
  return (
    <span className={classes.badge} data-tone={tone} data-quiet={quiet || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}
