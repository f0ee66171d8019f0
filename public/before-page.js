/* Runs before the first paint, and outside the page because its policy allows no inline script. */

/* Light or dark. */
{
  let chosen
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // This browser keeps nothing for the site: what the system prefers.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}

/* Words instead of a white page where the scripts of the page are blocked or do not come. */
{
  const show = () => {
    const root = document.getElementById('root')
    if (!root || root.childElementCount > 0) return
    const words = document.createElement('main')
    words.className = 'last-resort'
    words.setAttribute('role', 'alert')
    const put = (name, textContent) => words.appendChild(Object.assign(document.createElement(name), { textContent }))
    put('h1', 'The console could not be loaded')
    put(
      'p',
      'Its scripts did not come. Check your connection and reload the page. If that does not help, an extension of this browser or a filter of your network blocks them and has to let this site through.',
    )
    put('button', 'Reload').addEventListener('click', () => location.reload())
    root.replaceChildren(words)
  }
  const failed = ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show)
    else show()
  }
  addEventListener('error', failed, true)
}
