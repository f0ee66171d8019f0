import '@mantine/core/styles/Notification.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications, notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react'
import type { Notice } from './notify.ts'

const LOOK = {
  success: { color: 'green', Icon: IconCircleCheck },
  failure: { color: 'red', Icon: IconAlertTriangle },
  waiting: { color: 'amber', Icon: IconClockHour4 },
} as const

/** Where notices appear. The live region already spoke them, so here they are only seen. */
export const Notices = () => <Notifications position="bottom-right" limit={4} aria-live="off" />

export function showNotice({ tone, title, text }: Notice) {
  const { color, Icon } = LOOK[tone]
  notifications.show({
    title,
    message: text ?? '',
    color,
    icon: <Icon size={18} stroke={1.75} aria-hidden />,
    autoClose: tone === 'failure' ? false : 6_000,
    withBorder: true,
  })
}
