import type { Theme } from './theme.ts'

export const BATTERY: Theme = {
  praise: [
    'The battery lasts and lasts: four nights in {place} on one charge.',
    'Charges fully in two hours and the battery holds even in {weather}.',
    'I ran the {noun} all weekend and the battery was still at half.',
    'The charge indicator is honest and the battery life is better than promised.',
    'Bright, simple, and I have recharged it twice in three months.',
  ],
  complaint: [
    'The battery is flat after forty minutes, in the middle of the night in {place}.',
    'It says fully charged and dies an hour later.',
    'The battery does not survive the cold, below zero it switches itself off.',
    'After {weeks} weeks the {noun} no longer charges at all.',
    'It drains in the backpack although it is switched off.',
    'The battery swelled up and the case cracked, which is frightening.',
  ],
  subjects: ['Battery of {product} drains', '{product} does not charge', 'Battery dead after {weeks} weeks', '{product} switches itself off', 'Swollen battery'],
  requests: [
    'The battery of my {product} lasts less than an hour although it shows full. I tried two cables.',
    'My {product} from order {order} does not charge any more, the light only blinks red.',
    'In the cold the {noun} switches off after minutes. That is dangerous on a mountain. Please help.',
    'The battery is swollen. Is it safe to send it back by post?',
  ],
  answers: [
    'Please hold the button for ten seconds to reset the charging circuit, then charge it overnight.',
    'Do not charge it again. We will send a box for batteries that are damaged and a new one with it.',
    'The firmware before 2.4 drains the battery in standby; could you update it?',
  ],
  tags: ['battery', 'electronics', 'warranty'],
}

export const ZIP: Theme = {
  praise: [
    'The zips run smoothly even with gloves on and have never jammed.',
    'Chunky zips that survive sand, salt and my children.',
    'I like that the zip opens from both ends.',
    'After a year in {place} every zip still works like new.',
  ],
  complaint: [
    'The zip jammed on the second day and then split open.',
    'The zip of the main compartment broke in {place}, I had to tie it with string.',
    'The slider came off the zip and the teeth no longer close.',
    'The fabric gets caught in the zip every single time.',
    'The zipper pull snapped off within {weeks} weeks.',
  ],
  subjects: ['Broken zip on {product}', 'Zip is stuck', 'The zipper of my {noun} splits open', 'Can the zip be repaired?'],
  requests: [
    'The main zip of my {product} splits open behind the slider. Can it be repaired?',
    'The zipper of the {noun} from order {order} broke on our trip to {place}. I need a replacement before the next one.',
    'The pull tab came off the zip after {weeks} weeks. Do you sell spare ones?',
  ],
  answers: [
    'Squeeze the slider gently with pliers; if that does not help we replace the zip free of charge.',
    'We send you a spare slider with instructions today.',
    'This zip was changed in the new series, so you will get the new model.',
  ],
  tags: ['zip', 'repair', 'quality'],
}

export const DURABILITY: Theme = {
  praise: [
    'Dragged over rocks in {place} for a season and there is hardly a scratch.',
    'Solid stitching and tough fabric, this will last for years.',
    'My old {noun} lasted ten years and the new {one feels|ones feel} even sturdier.',
    'Fell off a wall, and the {noun} took it without a dent.',
  ],
  complaint: [
    'The sole came off after {weeks} weeks of light use.',
    'A seam tore the first time I packed it properly.',
    'The buckle snapped in the cold, it is cheap plastic.',
    'It fell apart in {place}: three holes after two days.',
    'One pole segment broke in a breeze.',
  ],
  subjects: ['{product} broke', 'Torn seam on {product}', 'Sole is coming off', 'Buckle snapped'],
  requests: [
    'The {product} broke after {weeks} weeks of normal use. I attach two photos. Is it covered by the warranty?',
    'A seam of my {noun} tore in {place}. Can you repair it or exchange it?',
    'The buckle of the {product} from order {order} snapped. Where can I get a spare part?',
  ],
  answers: [
    'That is covered by the warranty. Please send it in with the form attached.',
    'We have spare buckles and will post one tomorrow.',
    'Our workshop can sew that in about ten days.',
  ],
  tags: ['repair', 'warranty', 'quality'],
}
