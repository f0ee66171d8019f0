/** The console's sign: a hook that hangs from above, and something about to be caught. Also in `public/mark.svg`. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <rect width="16" height="16" rx="3.5" fill="var(--accent)" />
      <path d="M11.5 0v8.5a3.75 3.75 0 0 1-7.5 0" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="4" cy="5" r="1.6" fill="var(--surface)" />
    </svg>
  )
}
