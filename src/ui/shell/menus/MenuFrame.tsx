import '@mantine/core/styles/Menu.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import { Menu } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './Menu.module.css'

interface MenuFrameProps {
  className: string | undefined
  button: ReactNode
  children: ReactNode
}

/**
 * A menu that opens as soon as its code is loaded, because its button was already pressed. The focus moves to the new
 * button first, so that closing returns it there.
 */
export function MenuFrame({ className, button, children }: MenuFrameProps) {
  const target = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    target.current?.focus()
    setOpened(true)
  }, [])
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      width={260}
      hideDetached={false}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: classes.dropdown, item: classes.item, label: classes.label }}
    >
      <Menu.Target>
        <button type="button" ref={target} className={className}>
          {button}
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
