import classes from '../Badge.module.css'
import type { Look } from './tones.ts'

/** Icon, word and colour of one state. `quiet` keeps the colour to the icon, for the state that needs nobody. */
export function ToneBadge({ look: { word, tone, Icon }, quiet = false }: { look: Look; quiet?: boolean }) {
  return (
    <span className={classes.badge} data-tone={tone} data-quiet={quiet || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}
