import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const COMPRESSIBLE = /\.(js|css|svg|json|txt)$/
/** Smaller files gain nothing on the wire. */
const WORTH_IT = 1024

/** Writes `.br` and `.gz` beside every asset, once, so that the server never compresses. The page itself is made per answer. */
const precompress = (): Plugin => {
  let directory = 'dist'
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ build }) => {
      directory = build.outDir
    },
    async closeBundle() {
      for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const content = await readFile(file)
        if (content.length < WORTH_IT) continue
        const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
        await writeFile(`${file}.br`, brotliCompressSync(content, { params: size }))
        await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}

/** Has the schema library imported by way of `src/ui/no-eval.ts`, in every chunk and in workers. */
const withoutEval = (): Plugin => {
  const way = join(import.meta.dirname, 'src/ui/no-eval.ts')
  return {
    name: 'without-eval',
    enforce: 'pre',
    resolveId: (source, importer) => (source === 'zod' && importer !== way ? way : undefined),
  }
}

/**
 * What every page needs, and the pages that open first, in one chunk each: as modules of their own they were 58 requests, and
 * packed apart they were a seventh larger. Libraries change less often than the console, so that a browser keeps them.
 */
const FIRST_SCREEN: Rolldown.CodeSplittingGroup[] = [
  { name: 'libraries', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 3 },
  { name: 'shell', tags: ['$initial'], priority: 2 },
  { name: 'overview', test: /[\\/]overview[\\/]OverviewPage\.tsx$/, priority: 1 },
  { name: 'subscriptions', test: /[\\/]subscriptions[\\/]list[\\/]SubscriptionsPage\.tsx$/, priority: 1 },
]

/** The console's server, which checks that it is called by its public name: the Host stays the browser's. */
const behind = { target: `http://localhost:${process.env.CONSOLE_PROXY_PORT ?? 3001}`, changeOrigin: false }

export default defineConfig({
  plugins: [withoutEval(), react(), precompress()],
  worker: { plugins: () => [withoutEval()] },
  build: {
    outDir: 'dist',
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: FIRST_SCREEN } } },
  },
  server: { proxy: { '/api': behind, '/auth': behind } },
})
