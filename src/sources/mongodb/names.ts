/** Names of an answer's columns: the field's own where it can be one and is not taken, else one with a number. */
export class ColumnNames {
  readonly #taken = new Set<string>()

  give(field: string): string {
    const plain = field.replaceAll('.', '_')
    const wished = /^[A-Za-z][A-Za-z0-9_]*$/.test(plain) ? plain : 'column'
    const name = this.#taken.has(wished) || wished.startsWith('__') ? `${wished}__${this.#taken.size}` : wished
    this.#taken.add(name)
    return name
  }
}
