import { useEnvironment } from '../../api/use-session.ts'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Subscription } from '../../../contract/subscription.ts'
import { subscriptionQueries } from '../../api/subscriptions.ts'
import classes from './Replay.module.css'

interface ListenerChoiceProps {
  chosen: Subscription | undefined
  meant: boolean
  onChange: (subscription: Subscription) => void
}

/** Chooses a subscription by a part of its title or endpoint, because there may be thousands. */
export function ListenerChoice({ chosen, meant, onChange }: ListenerChoiceProps) {
  const environment = useEnvironment()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed === chosen?.title ? '' : typed.trim(), 200)
  const found = useQuery({
    ...subscriptionQueries.page(environment.id, { q: words, size: 50 }),
    placeholderData: keepPreviousData,
  })
  const rows = new Map<string, Subscription>((found.data?.items ?? []).map((row) => [row.id, row]))
  if (chosen) rows.set(chosen.id, chosen)
  const description = chosen
    ? `${meant ? 'As the file says; its' : 'Its'} listener is ${chosen.endpoint}`
    : 'Its listener gets the events, at the endpoint it has now'
  return (
    <Select
      label="Subscription"
      description={description}
      placeholder="Type a part of its title or endpoint"
      searchable
      selectFirstOptionOnChange
      value={chosen?.id ?? null}
      data={[...rows.values()].map(({ id, title }) => ({ value: id, label: title }))}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? 'Looking…' : 'No subscription has this in its title or endpoint'}
      maxDropdownHeight={320}
      onSearchChange={setTyped}
      onChange={(id) => {
        const row = id === null ? undefined : rows.get(id)
        if (row) onChange(row)
      }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          {option.label}
          <span className={classes.quiet}>{rows.get(option.value)?.endpoint}</span>
        </span>
      )}
    />
  )
}
