import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './Palette.module.css'
import { type Command, useCommands } from './use-commands.tsx'
import { useFoundSubscriptions } from './use-found-subscriptions.tsx'

const PAUSE = 200

/** Everything that can be gone to or set, by its name: subscriptions, pages, environments, theme, zone. */
export function Palette() {
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase()
  const [settled] = useDebouncedValue(words, PAUSE)
  const found = useFoundSubscriptions(settled)
  const commands = useCommands().filter(({ name, group }) => `${group} ${name}`.toLowerCase().includes(words))
  const groups = Object.entries(Object.groupBy([...found.commands, ...commands], ({ group }) => group))
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="min(26rem, 60dvh)"
      centered={false}
      yOffset="12dvh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
      classNames={{ content: classes.content, search: classes.search, actionsGroup: classes.group }}
      aria-label="Go to"
    >
      <Spotlight.Search
        aria-label="Go to a subscription, a page, a setting"
        placeholder="Go to a subscription, a page, a setting"
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(([group, members = []]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command) => (
              <Action key={command.id} command={command} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? (
          <Spotlight.Empty className={classes.empty}>
            {found.searching || settled !== words ? 'Searching' : `Nothing is called “${query.trim()}”`}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const Action = ({ command: { name, detail, icon, run, disabledReason } }: { command: Command }) => (
  <Spotlight.Action
    className={classes.action}
    aria-disabled={disabledReason ? true : undefined}
    closeSpotlightOnTrigger={!disabledReason}
    onClick={disabledReason ? undefined : run}
  >
    <span className={classes.icon}>{icon}</span>
    <span className={classes.name}>{name}</span>
    <span className={classes.detail}>{disabledReason ?? detail}</span>
  </Spotlight.Action>
)
