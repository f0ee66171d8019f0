// @ts-check
/** `npm run dev`: Vite with hot reload in front, the proxy behind it, restarted when a file of the server changes. */
import { consoleScript, ensureInstalled, stay, tool } from './tools.mjs'

ensureInstalled()
const port = process.env.PORT ?? '3000'
const proxyPort = String(Number(port) + 1)
const codes = await Promise.all([
  stay(['--watch', '--watch-preserve-output', ...consoleScript], {
    PORT: proxyPort,
    CONSOLE_PUBLIC_URL: `http://localhost:${port}`,
  }),
  stay([tool('vite', 'bin/vite.js'), '--port', port, '--strictPort'], { CONSOLE_PROXY_PORT: proxyPort }),
])
process.exitCode = Math.max(...codes)
