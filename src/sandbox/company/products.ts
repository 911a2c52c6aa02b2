import type { ProductRow } from './company.ts'
import type { ProductKind } from './product-kinds.ts'
import type { Random } from './random.ts'
import type { ThemeName } from './text/theme.ts'
import { DAY_MS, END_INSTANT, FIRST_INSTANT, drawInstant, toDay } from './calendar.ts'
import { toDecimal } from './money.ts'
import { KINDS } from './product-kinds.ts'
import { createRandom, elementAt } from './random.ts'

/** A product and what the company's story knows of it beyond its row. */
export interface Product {
  readonly row: ProductRow
  readonly kind: ProductKind
  /** Cents. */
  readonly price: number
  /** When it is first sold, in milliseconds; null: never. */
  readonly onSaleFrom: number | null
  /** How often it is bought, beside the others. */
  readonly popularity: number
  /** What is wrong with it, where something is: it is returned often and gets bad reviews about this. */
  readonly fault: ThemeName | null
}

const LINES = ['Fjell', 'Nordwand', 'Sturm', 'Alba', 'Tundra', 'Kestrel', 'Basalt', 'Polaris', 'Marmot Creek', 'Ridgeline', 'Solstice', 'Glacier', 'Osprey Bay', 'Tramontana', 'Lynx', 'Juniper']

/** By the place in the list of products, in each 80 of them. */
const FAULTS: ReadonlyMap<number, ThemeName> = new Map([[0, 'waterproof'], [31, 'battery'], [13, 'zip'], [41, 'sizing'], [45, 'waterproof'], [74, 'battery']])
const NAMES: ReadonlyMap<number, string> = new Map([
  [50, 'Hiking Socks "100% Merino"'],
  [56, '雪山 Dry Bag 20L'],
  [60, 'Größe XXL Tarp (Maßanfertigung)'],
  [68, 'Café de\u0301 montagne Bottle'],
  [76, 'Nordwand Climbing Harness'],
])
const UNSOLD = 5
const RANGE = 80

/** 80 products for each unit of scale; the last five are not sold yet. */
export function generateProducts(seed: number, scale: number): Product[] {
  const random = createRandom(seed, 'products')
  const count = RANGE * scale
  return Array.from({ length: count }, (_, index) => generateProduct(random, index, index >= count - UNSOLD))
}

function generateProduct(random: Random, index: number, unsold: boolean): Product {
  const kind = elementAt(KINDS, index % KINDS.length)
  const launch = drawLaunch(random)
  const price = drawPrice(random, kind.price)
  const row: ProductRow = {
    id: index + 1,
    sku: `${kind.category.slice(0, 2).toUpperCase()}-${String(index + 1).padStart(4, '0')}`,
    name: NAMES.get(index) ?? nameProduct(index),
    category: kind.category,
    price: toDecimal(price),
    launched_on: unsold || launch === null ? null : toDay(launch),
  }
  return { row, kind, price, onSaleFrom: unsold ? null : (launch ?? FIRST_INSTANT), popularity: drawPopularity(random, index), fault: FAULTS.get(index % RANGE) ?? null }
}

/** Each kind goes through all lines before a name gets a number. */
function nameProduct(index: number): string {
  const round = Math.floor(index / KINDS.length)
  const kindIndex = index % KINDS.length
  const line = elementAt(LINES, (kindIndex * 3 + round) % LINES.length)
  const generation = Math.floor(round / LINES.length)
  return `${line} ${elementAt(KINDS, kindIndex).name}${generation === 0 ? '' : ` ${generation + 1}`}`
}

/** Half of the range opened the shop; for a few nobody wrote the day down. */
function drawLaunch(random: Random): number | null {
  if (random.chance(0.05)) return null
  if (random.chance(0.5)) return FIRST_INSTANT
  return drawInstant(random, FIRST_INSTANT + 30 * DAY_MS, END_INSTANT - 60 * DAY_MS)
}

/** Within a tenth of what its kind costs; every fourth product costs just that, so that there are ties. */
function drawPrice(random: Random, cents: number): number {
  return random.chance(0.25) ? cents : Math.max(1, Math.round((cents * random.between(90, 115)) / 100))
}

/** A few sell very well; those with a fault sell enough to be noticed. */
function drawPopularity(random: Random, index: number): number {
  return FAULTS.has(index % RANGE) ? 4 : random.weighted([[1, 6], [2, 4], [5, 2], [9, 1]])
}
