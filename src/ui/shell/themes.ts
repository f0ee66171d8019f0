import type { MantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

/** The themes to choose from. */
export const THEMES = [
  { value: 'light', title: 'Light', Icon: IconSun },
  { value: 'dark', title: 'Dark', Icon: IconMoon },
  { value: 'auto', title: 'As the system', Icon: IconDeviceDesktop },
] as const satisfies { value: MantineColorScheme; title: string; Icon: typeof IconSun }[]

/** The zones to choose from. */
export const ZONES = [
  { value: 'utc', title: 'UTC' },
  { value: 'local', title: 'Local time' },
] as const
