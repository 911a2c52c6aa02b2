/**
 * What MongoDB cannot do exactly. It never leaves this folder: `capabilities` compiles, and says no where this is thrown;
 * the gateway then does that step itself.
 */
export class Unpushable extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'Unpushable'
  }
}

/** Whether this compiles. */
export function isPushable(compile: () => unknown): boolean {
  try {
    compile()
    return true
  } catch (error) {
    if (error instanceof Unpushable) return false
    throw error
  }
}
