export type Environment = Readonly<Record<string, string | undefined>>

export interface Interpolated {
  readonly text: string
  /** Variables without a value and without a default. */
  readonly missing: readonly string[]
  /** Whether anything was replaced. */
  readonly replaced: boolean
}

const VARIABLE = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/**
 * Replaces `${NAME}` and `${NAME:-default}` (also for an empty variable, as in a shell) by the environment's values, which
 * are taken as they are: what looks like a variable in a value stays. `$$` is a dollar sign.
 */
export function interpolate(text: string, env: Environment): Interpolated {
  const missing: string[] = []
  let replaced = false
  const result = text.replaceAll(VARIABLE, (whole, name: string | undefined, fallback: string | undefined) => {
    if (name === undefined) return '$'
    replaced = true
    const value = env[name]
    if (value !== undefined && (value !== '' || fallback === undefined)) return value
    if (fallback === undefined) missing.push(name)
    return fallback ?? ''
  })
  return { text: result, missing, replaced }
}
