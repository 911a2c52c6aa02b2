/** Copies what the compiler leaves behind: files that the modules read at run time. */
import { cp } from 'node:fs/promises'
import { globSync } from 'node:fs'

for (const file of globSync('src/**/*.vectors')) await cp(file, file.replace(/^src/, 'dist'))
