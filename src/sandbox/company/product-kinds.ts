import type { ThemeName } from './text/theme.ts'

export interface ProductKind {
  readonly name: string
  /** What people call it. */
  readonly noun: string
  readonly category: string
  /** Cents. */
  readonly price: number
  /** What people have to say about it, the most likely first. */
  readonly themes: readonly ThemeName[]
}

const kind = (category: string, name: string, noun: string, price: number, ...themes: ThemeName[]): ProductKind => ({ name, noun, category, price, themes })

export const KINDS: readonly ProductKind[] = [
  kind('Footwear', 'Winter Hiking Boots', 'boots', 189_00, 'waterproof', 'warmth', 'sizing', 'comfort'),
  kind('Footwear', 'Trail Running Shoes', 'shoes', 129_90, 'sizing', 'comfort', 'durability'),
  kind('Footwear', 'Approach Shoes', 'shoes', 139_95, 'durability', 'sizing', 'comfort'),
  kind('Footwear', 'Trekking Sandals', 'sandals', 79_90, 'comfort', 'sizing', 'durability'),
  kind('Footwear', 'Mountaineering Boots', 'boots', 329_00, 'warmth', 'waterproof', 'sizing', 'durability'),
  kind('Clothing', 'Rain Jacket', 'jacket', 179_95, 'waterproof', 'zip', 'sizing', 'weight'),
  kind('Clothing', 'Down Jacket', 'jacket', 249_00, 'warmth', 'zip', 'weight', 'sizing'),
  kind('Clothing', 'Fleece Hoodie', 'hoodie', 89_90, 'warmth', 'zip', 'comfort'),
  kind('Clothing', 'Softshell Trousers', 'trousers', 119_50, 'sizing', 'comfort', 'zip'),
  kind('Clothing', 'Merino Base Layer', 'base layer', 74_99, 'comfort', 'warmth', 'sizing'),
  kind('Clothing', 'Hiking Socks', 'socks', 19_90, 'comfort', 'warmth', 'durability'),
  kind('Clothing', 'Waterproof Gloves', 'gloves', 59_95, 'waterproof', 'warmth', 'sizing'),
  kind('Clothing', 'Rain Trousers', 'trousers', 99_95, 'waterproof', 'zip', 'sizing'),
  kind('Packs', 'Trekking Backpack 60L', 'backpack', 219_00, 'zip', 'comfort', 'durability'),
  kind('Packs', 'Daypack 22L', 'daypack', 84_95, 'zip', 'comfort', 'waterproof'),
  kind('Packs', 'Travel Duffel 90L', 'duffel', 129_00, 'zip', 'durability', 'waterproof'),
  kind('Packs', 'Dry Bag 20L', 'dry bag', 29_95, 'waterproof', 'durability'),
  kind('Packs', 'Hydration Vest', 'vest', 109_90, 'comfort', 'weight', 'zip'),
  kind('Camping', 'Two-Person Tent', 'tent', 349_00, 'waterproof', 'weight', 'zip', 'durability'),
  kind('Camping', 'Four-Season Tent', 'tent', 649_00, 'durability', 'waterproof', 'zip'),
  kind('Camping', 'Tarp', 'tarp', 89_00, 'waterproof', 'weight'),
  kind('Camping', 'Hammock', 'hammock', 64_90, 'comfort', 'durability', 'weight'),
  kind('Camping', 'Winter Sleeping Bag', 'sleeping bag', 289_95, 'warmth', 'zip', 'weight'),
  kind('Camping', 'Summer Sleeping Bag', 'sleeping bag', 119_95, 'weight', 'zip', 'comfort'),
  kind('Camping', 'Inflatable Mat', 'mat', 99_90, 'comfort', 'warmth', 'durability'),
  kind('Camping', 'Camp Chair', 'chair', 69_99, 'comfort', 'weight', 'durability'),
  kind('Cooking', 'Gas Stove', 'stove', 59_90, 'cooking', 'weight'),
  kind('Cooking', 'Titanium Pot Set', 'pot set', 94_50, 'cooking', 'weight'),
  kind('Cooking', 'Insulated Bottle', 'bottle', 34_95, 'cooking', 'durability'),
  kind('Cooking', 'Water Filter', 'filter', 44_90, 'cooking', 'weight'),
  kind('Cooking', 'Espresso Maker', 'espresso maker', 49_10, 'cooking', 'durability'),
  kind('Electronics', 'Headlamp 400', 'headlamp', 69_95, 'battery', 'comfort', 'waterproof'),
  kind('Electronics', 'Camp Lantern', 'lantern', 39_90, 'battery', 'durability'),
  kind('Electronics', 'GPS Watch', 'watch', 399_00, 'battery', 'navigation', 'comfort'),
  kind('Electronics', 'Power Bank 20000', 'power bank', 54_99, 'battery', 'weight'),
  kind('Electronics', 'Solar Panel 28W', 'solar panel', 89_90, 'battery', 'durability'),
  kind('Climbing', 'Climbing Harness', 'harness', 74_95, 'comfort', 'sizing', 'durability'),
  kind('Climbing', 'Climbing Helmet', 'helmet', 64_95, 'sizing', 'comfort', 'weight'),
  kind('Climbing', 'Trekking Poles', 'poles', 99_00, 'durability', 'weight'),
  kind('Climbing', 'Sticker "Summit or nothing"', 'sticker', 10, 'durability', 'weight'),
]
