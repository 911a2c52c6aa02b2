import { pino, type Logger } from 'pino'

/** Structured log lines on stderr; `CROSSGRAPH_LOG` sets the level (`warn` unless given). */
export function openLog(level = process.env['CROSSGRAPH_LOG'] ?? 'warn'): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}
