import type { Random } from '../random.ts'

const PLACES = ['the Alps', 'Scotland', 'Norway', 'the Dolomites', 'Lapland', 'the Pyrenees', 'Iceland', 'the Black Forest', 'Patagonia', 'Hokkaido', 'the Tatra', 'Wales']
const WEATHERS = ['heavy rain', 'sleet', 'a thunderstorm', 'wet snow', 'drizzle', 'a hailstorm', 'freezing fog', 'a snowstorm']

export interface Slots {
  /** The product's full name. */
  readonly product?: string
  /** What a person calls it: `boots`. */
  readonly noun?: string
  /** An order's number. */
  readonly order?: string
  /** An e-mail address. */
  readonly customer?: string
}

/**
 * Puts values into the slots of a sentence; those not given are drawn. `{is|are}` agrees with the noun: one jacket, two
 * boots.
 */
export function fillSlots(random: Random, sentence: string, slots: Slots): string {
  const isPlural = /[^s]s$/.test(slots.noun ?? '')
  return sentence
    .replace(/\{([^{}|]+)\|([^{}|]+)\}/g, (_, one: string, several: string) => (isPlural ? several : one))
    .replace(/\{(\w+)\}/g, (_, slot: string) => slotValue(random, slot, slots))
}

function slotValue(random: Random, slot: string, slots: Slots): string {
  switch (slot) {
    case 'place': return random.pick(PLACES)
    case 'weather': return random.pick(WEATHERS)
    case 'weeks': return random.pick(['two', 'three', 'four', 'five', 'six'])
    case 'product': return slots.product ?? 'item'
    case 'noun': return slots.noun ?? 'item'
    case 'order': return slots.order ?? 'my order'
    case 'customer': return slots.customer ?? 'a customer'
    default: throw new Error(`invariant: no slot ${slot}`)
  }
}

export const OPENERS_GOOD = ['Very happy with it.', 'Love these.', 'Exactly what I needed.', 'Bought as a gift.', 'Used it for two seasons now.', 'Worth every cent.', 'I was sceptical at first.', 'Second time I buy it.', '', '', '']
export const OPENERS_BAD = ['Disappointed.', 'Not what I expected.', 'Sadly I have to return it.', 'What a pity.', 'I wanted to like it.', 'Never again.', 'For that price I expected more.', '', '', '']
export const OPENERS_MIXED = ['Mixed feelings.', 'It is all right.', 'Good idea, average make.', 'Could be better.', '']
export const CLOSERS_GOOD = ['Recommended!', 'Would buy it again.', 'Five stars.', 'My hiking club has ordered three more.', 'Thank you, Fernweg.', '', '', '']
export const CLOSERS_BAD = ['I am sending it back.', 'Not recommended.', 'I want my money back.', 'Save your money.', 'Support has not answered yet.', '', '', '']

/** Reviews in other languages and scripts, and text that is hard on whoever quotes it. */
export const REVIEWS_GOOD_ELSEWHERE = [
  '雨の中を一日中歩いても、足はまったく濡れませんでした。とても満足しています。',
  '軽くて暖かい。冬の北海道で大活躍でした！',
  'حذاء ممتاز ومقاوم للماء، أنصح به لكل من يحب المشي في الجبال.',
  'Отличные ботинки: тёплые и совсем не промокают.',
  'Очень лёгкий и прочный рюкзак, беру второй.',
  'Passt wie angegossen, auch nach einer Woche in den Alpen kein nasser Fuß. Großartig!',
  'Très confortable, même après vingt kilomètres. Je recommande à 100 %.',
  'Πολύ ζεστό και ελαφρύ, τέλειο για το βουνό.',
  '🏔️🥾 10/10, would climb again 👍🏽',
  '等了很久终于买到了，质量很好，防水也不错。',
]
export const REVIEWS_BAD_ELSEWHERE = [
  '二日目でファスナーが壊れました。残念です。',
  'البطارية تنفد بعد ساعة واحدة فقط، لا أنصح به.',
  'Промокли за десять минут, молния сломалась. Верните деньги!',
  'Leider undicht: nach einer Stunde Regen waren die Füße klatschnass. Schade ums Geld.',
  'La taille est beaucoup trop petite et la livraison a pris un mois 😡',
  'Η μπαταρία αδειάζει αμέσως στο κρύο.',
  'It says "100% waterproof" on the label. It\'s 0% waterproof \\ 100% sponge.',
  'Return label shows C:\\temp\\label_%d.pdf; could not print it. The zip\'s teeth don\'t close either.',
]
