import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { theme } from '../ui/theme.ts'

/** The surroundings of a part of the interface that is tested alone: the look, without its transitions. */
export const App = ({ children }: { children: ReactNode }) => (
  <MantineProvider theme={theme} env="test">
    {children}
  </MantineProvider>
)
