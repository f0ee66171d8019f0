/** The console's sign: a hook that has caught something. */
export const Mark = ({ size = 20 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
    <path d="M11.5 1.5v8a4.25 4.25 0 0 1-8.5 0V8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    <circle cx="7.25" cy="9" r="1.75" fill="var(--accent)" />
  </svg>
)
