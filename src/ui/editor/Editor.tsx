import { Button } from '@mantine/core'
import { SUBSCRIPTION_FIELDS } from '../../filter/changed-fields.ts'
import { problemOf } from '../api/problem.ts'
import { Consequences } from './consequences/Consequences.tsx'
import classes from './Editor.module.css'
import { FilterField } from './filter/FilterField.tsx'
import { focusField } from './focus-field.ts'
import { SaveBar } from './SaveBar.tsx'
import { SettingsFields } from './SettingsFields.tsx'
import { type EditorFormOptions, useEditorForm } from './use-editor-form.ts'

interface EditorProps extends EditorFormOptions {
  onCancel: () => void
}

/** The form on the left and what it would do on the right; nothing is sent before it was reviewed. */
export function Editor({ onCancel, ...options }: EditorProps) {
  const form = useEditorForm(options)
  return (
    <>
      {form.startOver ? (
        <p className={classes.restored} role="status">
          This is what you typed before the page was reloaded.
          <Button size="compact-sm" onClick={form.startOver}>
            Start over
          </Button>
        </p>
      ) : null}
      <div className={classes.columns}>
        <div className={classes.form}>
          <SettingsFields
            form={form.form}
            problems={form.problems}
            titleNote={form.titleNote}
            otherTypes={form.otherTypes}
            wasEnabled={form.base?.enabled}
            onChange={form.change}
            onLeave={form.onLeave}
          />
          <FilterField
            draft={form.form.filter}
            error={form.filterProblem}
            events={form.form.events}
            material={form.material.data}
            warnings={form.warnings}
            onChange={form.changeFilter}
          />
        </div>
        <aside className={classes.side} aria-label="What this would do">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={classes.aside} aria-label="Consequences, scrollable" tabIndex={0}>
            <Consequences
              draft={form.considered}
              inForce={form.inForce}
              material={form.material.data}
              materialProblem={form.material.error ? problemOf(form.material.error) : undefined}
              onRetryMaterial={form.material.refetch}
              warnings={form.warnings}
              outdated={form.unreadable}
            />
          </section>
        </aside>
      </div>
      <SaveBar
        creates={form.base === undefined}
        changes={form.changes}
        unsaved={form.unsaved}
        wrong={SUBSCRIPTION_FIELDS.filter((field) => form.problems[field])}
        onShow={focusField}
        onCancel={onCancel}
        onSave={form.save}
      />
      {form.reviewDialog}
      {form.leaveDialog}
    </>
  )
}
