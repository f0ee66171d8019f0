import { Textarea, type TextareaProps } from '@mantine/core'

interface ReasonFieldProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string
  onChange: (reason: string) => void
}

/** Asks for a reason, which goes to the journal. */
export function ReasonField({ onChange, ...props }: ReasonFieldProps) {
  return (
    <Textarea
      label="Reason"
      description="Optional; kept in the journal"
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...props}
    />
  )
}
