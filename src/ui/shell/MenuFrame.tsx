import '@mantine/core/styles/Menu.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Menu.module.css'

interface MenuFrameProps {
  className: string | undefined
  button: ReactNode
  children: ReactNode
}

/** A menu that opens as it arrives: its button was pressed before its code was there. */
export const MenuFrame = ({ className, button, children }: MenuFrameProps) => (
  <Menu
    defaultOpened
    width={260}
    withinPortal={false}
    withInitialFocusPlaceholder={false}
    classNames={{ dropdown: classes.dropdown, item: classes.item, label: classes.label }}
  >
    <Menu.Target>
      <button type="button" className={className}>
        {button}
      </button>
    </Menu.Target>
    <Menu.Dropdown>{children}</Menu.Dropdown>
  </Menu>
)
