import type { ThemeName } from './theme.ts'

export interface ArticleText { readonly title: string; readonly content: string }

/** By what they are about; `{product}` and `{noun}` are filled. */
export const ARTICLE_TEXTS: Readonly<Record<ThemeName, readonly ArticleText[]>> = {
  waterproof: [
    { title: 'Keeping the {product} waterproof', content: 'Wash the {noun} at 30 degrees with a technical detergent, never with softener. Spray on a water repellent and let it dry in a warm place. When water no longer beads off, it is time to do it again. Stitching is taped from the inside: check the tape once a year.' },
    { title: 'How waterproof is the {product}?', content: 'The membrane withstands a water column of 20,000 mm, enough for days of heavy rain. Snow and wet grass are no trouble either. Rivers above the ankle are.' },
  ],
  battery: [
    { title: 'Charging the {product}', content: 'Charge the {noun} with the cable enclosed until the light turns green, about three hours. Store it half full. Below zero the battery gives less: keep it inside your jacket.' },
    { title: 'The battery of the {product} drains too fast', content: 'Update the firmware first, then hold the button for ten seconds to reset the charging circuit. If a full battery lasts for less than two hours, it is a case for the warranty.' },
  ],
  zip: [
    { title: 'Caring for the zips of the {product}', content: 'Rinse sand and salt out with clear water and rub the teeth with wax or soap. Never pull a jammed slider by force: move it back and free the fabric first.' },
    { title: 'Repairing a zip of the {product}', content: 'When the zip opens behind the slider, press the slider gently together with pliers. Spare sliders are free; a new zip is sewn in by our workshop within ten days.' },
  ],
  sizing: [
    { title: 'Size guide: {product}', content: 'Measure in the evening. If you are between two sizes take the larger one, above all when you wear thick socks or layers. Unworn or worn, the first exchange is free.' },
    { title: 'Does the {product} run small?', content: 'Most customers keep their usual size in this {noun}; with wide feet or broad shoulders take one size up.' },
  ],
  shipping: [{ title: 'Delivery of the {product}', content: 'The {noun} {is|are} sent within two working days. You get a tracking number by e-mail. Bulky parcels take a day longer.' }],
  warmth: [
    { title: 'Temperature ratings of the {product}', content: 'Comfort means that a person who freezes easily sleeps well; limit is for hardened winter campers. Dry clothes, a warm mat and a hat are worth five degrees.' },
    { title: 'Washing the {product}', content: 'Wash it by hand or on a gentle cycle and tumble dry it on low with two clean tennis balls until no clumps of filling are left.' },
  ],
  durability: [
    { title: 'Spare parts for the {product}', content: 'Buckles, segments, laces and straps can be ordered for ten years after a model was last sold. Small tears are mended with the patches enclosed.' },
    { title: 'Warranty of the {product}', content: 'Five years on material and workmanship. Wear is not a fault, but our workshop repairs it at cost.' },
  ],
  comfort: [
    { title: 'Adjusting the {product}', content: 'Start with everything loose. Tighten the lower straps first, then the upper ones, until the weight of the {noun} is spread evenly and nothing rubs.' },
    { title: 'Breaking in the {product}', content: 'Wear the {noun} at home for some evenings before a long tour. Blisters come from damp and friction: dry socks help more than plasters.' },
  ],
  weight: [{ title: 'Packing the {product}', content: 'Stuff the {noun} loosely instead of folding it along the same lines, and put heavy things close to your back.' }],
  cooking: [
    { title: 'Cleaning the {product}', content: 'Rinse the {noun} with warm water and a spoon of baking soda. Flush filters backwards after every tour and let all parts dry.' },
    { title: 'Safe use of the {product}', content: 'Never use a flame inside a closed tent. Set the {noun} on level ground, out of the wind, and let it cool before you pack it.' },
  ],
  navigation: [{ title: 'Better reception for the {product}', content: 'Let the {noun} find its satellites under an open sky before you set off, and update its maps and firmware over the app.' }],
}

/** About no product in particular. */
export const GENERAL_ARTICLES: readonly ArticleText[] = [
  { title: 'Returns and refunds', content: 'Send back what you do not like within 60 days. The refund is on your account within five working days after the parcel has reached us.' },
  { title: 'Shipping times and costs', content: 'Parcels within the European Union take two to five working days; shipping is free from 75 EUR. Since the move of our warehouse in September 2026 some parcels are late.' },
  { title: 'Paying by invoice', content: 'Companies and clubs pay by invoice within 30 days. The order number, such as SO-2026-00001, must be named.' },
  { title: 'What the tiers mean', content: 'Free accounts collect points; pro accounts get 5 % off and free express shipping; enterprise accounts have a person to call.' },
  { title: 'Gift cards', content: 'Gift cards are valid for three years and can be used in parts.' },
  { title: 'サイズ交換について', content: '商品到着後60日以内であれば、無料でサイズ交換ができます。未使用でなくても構いません。' },
  { title: 'Reparaturen in unserer Werkstatt', content: 'Reißverschlüsse, Nähte und Schnallen reparieren wir innerhalb von zehn Tagen. Größere Schäden schätzen wir vorher.' },
  { title: 'سياسة الإرجاع', content: 'يمكنك إرجاع المنتجات خلال ستين يوماً من تاريخ الشراء.' },
]
