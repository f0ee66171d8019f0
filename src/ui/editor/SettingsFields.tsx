import { capital } from '../kit/text/count-words.ts'
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, Switch, TextInput } from '@mantine/core'
import { EVENT_TYPES } from '../../contract/upstream/subscription.ts'
import type { SubscriptionField } from '../../filter/changed-fields.ts'
import { eventTypeWord } from '../components/event-type.ts'
import type { FormState } from './draft.ts'
import classes from './Editor.module.css'
import type { FieldProblems } from './field-problems.ts'

interface SettingsFieldsProps {
  form: FormState
  /** The problems that are to be shown already, by field. */
  problems: FieldProblems
  /** The description of the title while nothing is wrong with it. */
  titleNote: string | undefined
  /** Event types to choose from besides the documented ones: what it has, or had. */
  otherTypes: string[]
  wasEnabled: boolean | undefined
  onChange: (patch: Partial<FormState>) => void
  /** The field was left: from now on it is judged. */
  onLeave: (field: SubscriptionField) => void
}

const DESCRIPTIONS = new Map([
  ['entityCreated', 'A user account was created'],
  ['entityUpdated', 'Attributes of a user account were changed'],
  ['entityDeleted', 'A user account was deleted'],
])

/** A problem takes the place of the description, so that nothing below jumps away from under a click. */
const ORDER: ('label' | 'description' | 'error' | 'input')[] = ['label', 'description', 'error', 'input']

/** Everything but the filter. */
export function SettingsFields({
  form,
  problems,
  titleNote,
  otherTypes,
  wasEnabled,
  onChange,
  onLeave,
}: SettingsFieldsProps) {
  const toggle = (type: string, on: boolean) =>
    onChange({ events: on ? [...form.events, type] : form.events.filter((one) => one !== type) })
  return (
    <div className={classes.fields}>
      <TextInput
        id="editor-title"
        label="Title"
        inputWrapperOrder={ORDER}
        description={problems.title ? undefined : (titleNote ?? 'How it is found again; no two may have the same')}
        error={problems.title}
        maxLength={400}
        autoComplete="off"
        value={form.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        onBlur={() => onLeave('title')}
      />
      <TextInput
        id="editor-endpoint"
        label="Endpoint"
        inputWrapperOrder={ORDER}
        description={problems.endpoint ? undefined : 'Where events are posted to: https, on a public host'}
        error={problems.endpoint}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        value={form.endpoint}
        onChange={(event) => onChange({ endpoint: event.currentTarget.value })}
        onBlur={() => onLeave('endpoint')}
      />
      <fieldset className={classes.group} aria-describedby={problems.events ? 'editor-events-error' : undefined}>
        <legend>Event types</legend>
        <div className={classes.types}>
          {[...EVENT_TYPES, ...otherTypes].map((type, at) => (
            <Checkbox
              key={type}
              {...(at === 0 ? { id: 'editor-events' } : {})}
              label={capital(eventTypeWord(type))}
              description={DESCRIPTIONS.get(type) ?? 'Not documented; kept as it is'}
              checked={form.events.includes(type)}
              onChange={(event) => toggle(type, event.currentTarget.checked)}
            />
          ))}
        </div>
        {problems.events ? (
          <p id="editor-events-error" className={classes.error}>
            {problems.events}
          </p>
        ) : null}
      </fieldset>
      <div className={classes.group}>
        <Switch
          id="editor-enabled"
          label={form.enabled ? 'On' : 'Off'}
          aria-label="Enabled"
          description={enabledWords(form.enabled, wasEnabled)}
          checked={form.enabled}
          onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
        />
        {problems.enabled ? <p className={classes.error}>{problems.enabled}</p> : null}
      </div>
    </div>
  )
}

/** Off is no pause, and on catches up on nothing (API 6.4, 6.5). */
const enabledWords = (enabled: boolean, was: boolean | undefined): string => {
  if (!enabled) return 'Events are recorded and marked failed at once; after 7 days they are gone.'
  return was === false
    ? 'Events from now on are sent. Those of the meantime are not: they must be redelivered.'
    : 'Events are sent as they happen.'
}
