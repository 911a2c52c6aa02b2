/** Bundles the GraphiQL page into dist/page, so that it needs nothing from the network. `--if-missing` leaves a built one alone. */
import { build } from 'esbuild'
import { copyFile, mkdir, access } from 'node:fs/promises'

const OUT = 'dist/page'
const isBuilt = await access(`${OUT}/index.html`).then(() => true, () => false)
if (!(isBuilt && process.argv.includes('--if-missing'))) {
  await mkdir(OUT, { recursive: true })
  await build({
    entryPoints: {
      main: 'src/page/main.tsx',
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    bundle: true, minify: true, format: 'iife', target: 'es2022', jsx: 'automatic', outdir: OUT, logLevel: 'error',
    loader: { '.ttf': 'dataurl', '.woff2': 'dataurl', '.svg': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  await copyFile('src/page/index.html', `${OUT}/index.html`)
}
