import { Component, type ReactNode } from 'react'

/** Shows words instead of a white page when even the page around all others broke, with nothing that could break too. */
export class LastResort extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError = () => ({ broken: true })

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <main className="last-resort" role="alert">
        <h1>The console could not be shown</h1>
        <p>
          Reload the page. If it happens again, tell whoever runs the console what you were doing. Nothing was sent by
          this.
        </p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    )
  }
}
