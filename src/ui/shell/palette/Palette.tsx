import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import { Modal } from '@mantine/core'
import { useCovering } from '../../kit/feedback/dialog-cover.ts'
import classes from './Palette.module.css'
import { PaletteList } from './PaletteList.tsx'

interface PaletteProps {
  opened: boolean
  onClose: () => void
}

/** Finds by name what can be opened or set: subscriptions, pages, environments, theme, zone. */
export function Palette({ opened, onClose }: PaletteProps) {
  useCovering(opened)
  return (
    <Modal.Root opened={opened} onClose={onClose} centered={false} yOffset="12dvh" size="37.5rem">
      <Modal.Overlay />
      <Modal.Content className={classes.content ?? ''} aria-label="Go to">
        <Modal.Body className={classes.body ?? ''}>
          <PaletteList onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
