import type { Catalog, Link } from '../../catalog/model.ts'
import type { Literal, Predicate } from '../../fetch/fetch.ts'
import type { LiveShape } from './column-type.ts'
import { liftConstants } from './lift.ts'
import { readMark } from './mark.ts'
import type { Binder, Form } from './parameter.ts'
import type { JoinedTable, Scope, TableScope } from './scope-type.ts'
import { arrayText } from './sql-text.ts'

/** A predicate may hold links, and a link's join a predicate: each is written through the compilation. */
export interface Grammar {
  readonly predicateSql: (c: Compilation, scope: Scope, predicate: Predicate) => string
  readonly joinLink: (c: Compilation, outer: TableScope, link: Link) => JoinedTable
}

export interface Setting {
  readonly catalog: Catalog
  readonly live: LiveShape
  /** The source's name, for errors. */
  readonly source: string
}

/** One statement in the making: its parameters and the names it has given. */
export class Compilation {
  readonly catalog: Catalog
  readonly live: LiveShape
  readonly source: string
  readonly grammar: Grammar
  readonly binders: Binder[] = []
  readonly #constants: unknown[] = []
  #tables = 0

  constructor({ catalog, live, source }: Setting, grammar: Grammar) {
    this.catalog = catalog
    this.live = live
    this.source = source
    this.grammar = grammar
  }

  nextAlias(): string {
    return `t${this.#tables++}`
  }

  /** `$1::integer` */
  parameter(binder: Binder, cast: string): string {
    this.binders.push(binder)
    return `$${this.binders.length}::${cast}`
  }

  /** The parameter of one literal, in the form that a field compares in. */
  literal(mark: Literal, form: Form): string {
    const { index, constant, magnitude } = readMark(mark)
    const read = this.#reader(index, constant)
    return this.parameter((literals) => form.encode(read(literals) as Literal), form.cast(magnitude))
  }

  /** The array parameter of a whole list of literals. */
  literals(mark: Literal, form: Form): { readonly sql: string; readonly element: string } {
    const { index, constant, magnitude } = readMark(mark)
    const read = this.#reader(index, constant)
    const element = form.cast(magnitude)
    const sql = this.parameter((literals) => arrayText((read(literals) as readonly Literal[]).map((literal) => form.encode(literal))), `${element}[]`)
    return { sql, element }
  }

  /** A literal that is text whatever its field is: a pattern. */
  text(mark: Literal, write: (text: string) => string): string {
    const { index, constant } = readMark(mark)
    const read = this.#reader(index, constant)
    return this.parameter((literals) => write(String(read(literals))), 'text')
  }

  /** A number of rows, at most `cap` of them. */
  amount(amount: number | string, cap = Number.MAX_SAFE_INTEGER): string {
    if (typeof amount === 'number') return String(Math.min(amount, cap))
    const { index } = readMark(amount)
    return this.parameter(({ literals }) => String(Math.min(Number(literals[index]), cap)), 'bigint')
  }

  /** A predicate of the catalog, its literals kept as constants of the statement. */
  constants(predicate: Predicate): Predicate {
    const lifted = liftConstants(predicate, this.#constants.length)
    this.#constants.push(...lifted.literals)
    return lifted.predicate
  }

  #reader(index: number, constant: boolean): (binding: Parameters<Binder>[0]) => unknown {
    const value = this.#constants[index]
    return constant ? () => value : ({ literals }) => literals[index]
  }
}
