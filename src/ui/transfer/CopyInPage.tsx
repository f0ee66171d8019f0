import { useState } from 'react'
import { useEnvironment } from '../api/use-session.ts'
import { ActionFrame } from '../shell/ActionFrame.tsx'
import { CompareFile } from './CompareFile.tsx'
import { Intake, type Taken } from './Intake.tsx'

/** Takes subscriptions that were copied out elsewhere into this environment, after showing what that changes. */
function CopyInPage() {
  const environment = useEnvironment()
  const [taken, setTaken] = useState<Taken>()
  return (
    <ActionFrame title="Copy in" action="subscription.create">
      {taken ? (
        <CompareFile key={taken.name} taken={taken} onOther={() => setTaken(undefined)} />
      ) : (
        <Intake environment={environment} onTaken={setTaken} />
      )}
    </ActionFrame>
  )
}

export function copyInPage() {
  return { Component: CopyInPage }
}
