import { Anchor } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { denied } from '../../contract/role.ts'
import { useEnvironment, useSession } from '../api/use-session.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { paths } from '../paths.ts'
import { ComparePlace } from './ComparePlace.tsx'
import classes from './CopyIn.module.css'
import { Intake, type Taken } from './Intake.tsx'

/** Takes subscriptions that were copied out elsewhere into this environment, after showing what that changes. */
function CopyInPage() {
  const environment = useEnvironment()
  const reason = denied(useSession().role, 'subscription.create')
  const [taken, setTaken] = useState<Taken>()
  const back = paths.subscriptions(environment.id)
  return (
    <>
      <PageHeader
        title="Copy in"
        within={environment.name}
        trail={
          <Anchor component={Link} inherit className={classes.back ?? ''} to={back}>
            <IconChevronLeft size={14} stroke={1.75} aria-hidden />
            Subscriptions
          </Anchor>
        }
      />
      {reason ? (
        <EmptyState
          title="This is for administrators"
          action={
            <Anchor component={Link} to={back}>
              Go back
            </Anchor>
          }
        >
          {reason}.
        </EmptyState>
      ) : taken ? (
        <ComparePlace key={taken.name} environment={environment} taken={taken} onOther={() => setTaken(undefined)} />
      ) : (
        <Intake environment={environment} onTaken={setTaken} />
      )}
    </>
  )
}

export const copyInPage = () => ({ Component: CopyInPage })
