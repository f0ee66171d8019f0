import { SECOND } from '../../../contract/durations.ts'
import '@mantine/core/styles/Notification.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react'
import type { Notice } from './notice.ts'
import classes from './notices.module.css'

const ICONS = { success: IconCircleCheck, failure: IconAlertTriangle, waiting: IconClockHour4 } as const

/** Shows the notices. The live region speaks them, so here they are only seen. */
export function Notices() {
  return <Notifications position="bottom-right" limit={4} aria-live="off" />
}

export function showNotice({ tone, title, text, action }: Notice) {
  const Icon = ICONS[tone]
  const id: string = notifications.show({
    title,
    message: action ? (
      <>
        {text}
        <span className={classes.action}>{action(() => notifications.hide(id))}</span>
      </>
    ) : (
      text
    ),
    icon: <Icon size={18} stroke={1.75} aria-hidden />,
    autoClose: tone === 'failure' ? false : 6 * SECOND,
    closeButtonProps: { 'aria-label': 'Close' },
    classNames: {
      root: classes.notice ?? '',
      icon: classes.icon ?? '',
      title: classes.title ?? '',
      description: classes.text ?? '',
    },
    attributes: { icon: { 'data-tone': tone } },
  })
}
