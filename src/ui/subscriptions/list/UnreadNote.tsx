import type { SubscriptionPage } from '../../../contract/subscription.ts'
import { WhatDiffered } from '../../components/WhatDiffered.tsx'
import { counted } from '../../kit/text/count-words.ts'
import classes from './Notes.module.css'

/** Says that subscriptions could not be read and are in no list, above whatever the list shows. */
export function UnreadNote({ page: { missing, differs } }: { page: SubscriptionPage }) {
  if (!missing) return null
  return (
    <p className={classes.missing}>
      {counted(missing, 'subscription')} could not be read and {missing === 1 ? 'is' : 'are'} missing here.{' '}
      {differs ? <WhatDiffered differs={differs} /> : 'The API counts more than it hands out.'}
    </p>
  )
}
