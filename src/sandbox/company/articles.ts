import type { ArticlePoint } from './company.ts'
import type { Product } from './products.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'
import type { ArticleText } from './text/article-texts.ts'
import { createRandom, elementAt } from './random.ts'
import { drawHex } from './story.ts'
import { ARTICLE_TEXTS, GENERAL_ARTICLES } from './text/article-texts.ts'
import { fillSlots } from './text/phrases.ts'

const GONE_PRODUCT = 9_001

/** 150 articles for each unit of scale: general ones, then about two for each product. */
export function generateArticles(story: Story): ArticlePoint[] {
  const random = createRandom(story.seed, 'articles')
  const general = GENERAL_ARTICLES.map((article) => toPoint(random, null, article))
  const about = Array.from({ length: 150 * story.scale - general.length }, (_, index) => {
    const product = elementAt(story.products, index % story.products.length)
    const isGone = index % 70 === 69
    return toPoint(random, isGone ? GONE_PRODUCT : product.row.id, writeArticle(random, product, Math.floor(index / story.products.length)))
  })
  return [...general, ...about]
}

/** Another theme in each round through the products. */
function writeArticle(random: Random, { kind, row }: Product, round: number): ArticleText {
  const theme = elementAt(kind.themes, round % kind.themes.length)
  const { title, content } = random.pick(ARTICLE_TEXTS[theme])
  const slots = { product: row.name, noun: kind.noun }
  return { title: fillSlots(random, title, slots), content: fillSlots(random, `${content} Applies to the {product}.`, slots) }
}

function toPoint(random: Random, product_id: number | null, { title, content }: ArticleText): ArticlePoint {
  return { id: drawUuid(random), payload: { product_id, title, content } }
}

/** Version 4 by its digits. */
function drawUuid(random: Random): string {
  const hex = drawHex(random, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
