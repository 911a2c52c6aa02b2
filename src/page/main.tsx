import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import { createRoot } from 'react-dom/client'
import { EXAMPLES } from './examples.ts'

/** Monaco's workers are served beside this page. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_: string, label: string): Worker => new Worker(`/${label === 'json' || label === 'graphql' ? label : 'editor'}.worker.js`),
  },
})

const fetcher = createGraphiQLFetcher({ url: new URL('graphql', location.href).href })
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<GraphiQL fetcher={fetcher} defaultTabs={EXAMPLES.map((query) => ({ query }))} defaultEditorToolsVisibility={false} />)
