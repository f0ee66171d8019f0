import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useId, useLayoutEffect, useState } from 'react'
import classes from './Palette.module.css'
import { type Command, useCommands } from './use-commands.tsx'
import { useFoundId } from './use-found-id.tsx'
import { useFoundSubscriptions } from './use-found-subscriptions.tsx'

const PAUSE = 200
const LABEL = 'Go to a subscription, a page, a setting'

/** A search field over the commands that fit. The first is selected at once, so that Enter runs it. */
export function PaletteList({ onDone }: { onDone: () => void }) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState<string>()
  const listId = useId()
  const words = query.trim().toLowerCase()
  const [settled] = useDebouncedValue(words, PAUSE)
  const subscriptions = useFoundSubscriptions(settled)
  const found = useFoundId(settled) ?? subscriptions
  const fitting = useCommands().filter(({ name, group }) => `${group} ${name}`.toLowerCase().includes(words))
  const commands = [...found.commands, ...fitting]
  const { selectFirstOption, ...combobox } = useCombobox({ opened: true })
  const ids = commands.map(({ id }) => id).join()
  const choose = useCallback(() => setActive(selectFirstOption() ?? undefined), [selectFirstOption])
  // The list registers its options after its first render.
  useEffect(choose, [choose])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other commands than before are what makes it choose again
  useLayoutEffect(choose, [ids, choose])
  const run = (id: string) => {
    onDone()
    commands.find((command) => command.id === id)?.run()
  }
  const searching = found.searching || settled !== words
  return (
    <Combobox store={{ selectFirstOption, ...combobox }} onOptionSubmit={run}>
      <Combobox.EventsTarget withAriaAttributes={false}>
        <TextInput
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={active}
          autoComplete="off"
          aria-label={LABEL}
          placeholder={LABEL}
          classNames={{ input: classes.search }}
          leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
          leftSectionWidth="2.75rem"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyUp={() => setActive(document.getElementById(listId)?.querySelector('[data-combobox-selected]')?.id)}
          data-autofocus
        />
      </Combobox.EventsTarget>
      <Combobox.Options id={listId} className={classes.options ?? ''} aria-label="Places and settings">
        {Object.entries(Object.groupBy(commands, ({ group }) => group)).map(([group, members = []]) => (
          <Combobox.Group key={group} label={group} classNames={{ groupLabel: classes.group }}>
            {members.map((command) => (
              <Line key={command.id} command={command} />
            ))}
          </Combobox.Group>
        ))}
        {commands.length === 0 ? (
          <Combobox.Empty className={classes.empty}>
            {searching ? 'Searching' : `Nothing is called “${query.trim()}”`}
          </Combobox.Empty>
        ) : null}
      </Combobox.Options>
    </Combobox>
  )
}

const Line = ({ command: { id, name, detail, icon, disabledReason } }: { command: Command }) => (
  <Combobox.Option value={id} disabled={disabledReason !== undefined} className={classes.action}>
    <span className={classes.icon}>{icon}</span>
    <span className={classes.name}>{name}</span>
    <span className={classes.detail}>{disabledReason ?? detail}</span>
  </Combobox.Option>
)
