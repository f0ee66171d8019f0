import { useEffect, useRef } from 'react'
import classes from './HintLayer.module.css'

const DELAY = 250
const GAP = 6

/** Places the hint under its target, or over it where there is no room; always inside the window. */
const place = (box: HTMLElement, target: Element) => {
  const at = target.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const below = at.bottom + GAP
  box.style.top = `${below + height > innerHeight ? Math.max(0, at.top - GAP - height) : below}px`
  box.style.left = `${Math.max(GAP, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - GAP))}px`
}

/**
 * Shows the hint of the hovered or focused element. There is one, in the top layer, so that it also lies over drawers
 * and dialogs. It stays while the pointer is on it, and Escape closes it (WCAG 1.4.13).
 */
export function HintLayer() {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const layer = box.current
    if (!layer?.showPopover) return
    let target: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      target = null
      layer.hidePopover()
    }
    const show = (next: Element) => {
      target = next
      layer.textContent = next.getAttribute('data-hint')
      layer.hidePopover()
      layer.showPopover()
      place(layer, next)
    }
    const come = (event: Event) => {
      const from = event.target instanceof Element ? event.target : null
      if (from === layer) return clearTimeout(timer)
      const next = from?.closest('[data-hint]') ?? null
      if (next === target) return clearTimeout(timer)
      clearTimeout(timer)
      if (!next) timer = setTimeout(hide, target ? 120 : 0)
      else if (event.type === 'focusin') {
        if (next.matches(':focus-visible')) show(next)
      } else timer = setTimeout(show, target ? 60 : DELAY, next)
      return undefined
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    const stop = new AbortController()
    const options = { signal: stop.signal, capture: true }
    document.addEventListener('pointerover', come, options)
    document.addEventListener('focusin', come, options)
    document.addEventListener('focusout', hide, options)
    document.addEventListener('pointerdown', hide, options)
    document.addEventListener('scroll', hide, options)
    document.addEventListener('keydown', key, options)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [])
  return <div ref={box} popover="manual" role="tooltip" className={classes.hint} />
}
