import type { Theme } from './theme.ts'

export const SIZING: Theme = {
  praise: [
    'True to size, and wide enough for thick socks.',
    'I am between two sizes and the size guide was spot on.',
    'Fits perfectly over a fleece without being baggy.',
    'Finally {noun} that {fits|fit} tall people.',
  ],
  complaint: [
    '{Runs|They run} at least one size small, my toes hit the front on every descent.',
    'The size chart is wrong: a medium is as tight as a small elsewhere.',
    'Far too narrow, I could hardly get into the {noun}.',
    'I ordered my usual size and could fit in twice.',
    'Left and right are of different sizes, unbelievable.',
  ],
  subjects: ['{product} {runs|run} small', 'Wrong size delivered', 'Exchange for a larger size', 'Question about the size chart'],
  requests: [
    'The {product} {is|are} too small although I followed the size chart. Can I exchange {it|them} for one size up?',
    'I ordered size 42 in {order} and the box holds size 40.',
    'Which size do I need if my foot is 27.5 cm long and I wear thick socks with the {noun}?',
  ],
  answers: [
    'No problem, we send the larger size today; please put the old one in the same box.',
    'This model runs small. We advise one size up and have changed the chart.',
    'Sorry, the boxes were mixed up in our warehouse.',
  ],
  tags: ['sizing', 'exchange', 'return'],
}

export const SHIPPING: Theme = {
  praise: [
    'Ordered on Monday, delivered on Wednesday, well packed.',
    'Fast delivery and no plastic in the box.',
    'Arrived a day early, just in time for our trip to {place}.',
  ],
  complaint: [
    'Took {weeks} weeks to arrive, long after our trip to {place} was over.',
    'The parcel was delayed again and again and nobody answered my e-mails.',
    'Delivered to the wrong address and then lost for days.',
    'The box was crushed and the {noun} inside {was|were} scratched.',
    'Tracking said delivered, but nothing had arrived.',
  ],
  subjects: ['Where is my order {order}?', 'Parcel delayed for {weeks} weeks', 'Delivery is late', 'Tracking does not move', 'Parcel lost?', 'Shipping takes too long'],
  requests: [
    'My order {order} was due {weeks} weeks ago and the tracking has not moved since. Where is my parcel?',
    'The shipping of my {product} is delayed again. I leave for {place} on Friday and need it before.',
    'Tracking says that {order} was delivered, but nobody here received a parcel.',
    'I paid for express shipping and am still waiting after {weeks} weeks. I want my shipping costs back.',
    'The parcel arrived open and half of the order was missing.',
  ],
  answers: [
    'We are sorry for the delay: our carrier has a backlog since the move of the warehouse.',
    'I have opened an inquiry with the carrier and will write again tomorrow.',
    'We sent the parcel a second time today, by express and at our cost.',
    'The shipping costs have been refunded.',
  ],
  tags: ['shipping', 'delay', 'carrier'],
}

export const WEIGHT: Theme = {
  praise: [
    'So light that I checked twice whether the {noun} {was|were} in my pack.',
    'Packs down to the size of a fist.',
    'Saved me four hundred grams and takes up no room at all.',
    'Light enough for a long traverse and still sturdy.',
  ],
  complaint: [
    'Much heavier than stated, my kitchen scales say two hundred grams more.',
    'Impossible to get back into the bag, and then half of the pack is full.',
    'Too bulky and heavy for anything but car camping.',
  ],
  subjects: ['Weight of {product}', '{product} {does|do} not fit into the bag', 'Is the stated weight right?'],
  requests: [
    'The {product} {weighs|weigh} 240 g more than your page says. Did I get another model?',
    'I cannot get the {noun} back into the bag. Is there a trick?',
  ],
  answers: ['The weight on the page was without the stuff sack; we have corrected it.', 'Start at the foot end and stuff it instead of rolling it.'],
  tags: ['weight', 'question'],
}

export const COOKING: Theme = {
  praise: [
    'Boils half a litre in three minutes, even in wind.',
    'The tea was still hot the next morning.',
    'Simmers gently, so that even rice does not burn.',
    'Clean tasting water from a muddy stream in {place}.',
    'Easy to clean, nothing sticks.',
  ],
  complaint: [
    'The flame goes out in the slightest wind and the water never boils.',
    'Everything tastes of plastic.',
    'The filter clogged on the second day and let hardly a drop through.',
    'The lid leaks, my bag was full of coffee.',
    'The igniter stopped working after {weeks} weeks.',
  ],
  subjects: ['Igniter of {product} fails', '{product} tastes of plastic', 'Filter clogged', 'Lid is not tight'],
  requests: [
    'The piezo igniter of my {product} no longer sparks after {weeks} weeks.',
    'Water from the {noun} tastes of plastic, also after boiling it out.',
    'The flow of the {product} is down to a trickle. How do I clean it?',
  ],
  answers: ['Flush it backwards with clean warm water and let it dry.', 'Rinse it with a spoon of baking soda overnight.', 'We will send a new igniter.'],
  tags: ['cooking', 'cleaning', 'question'],
}

export const NAVIGATION: Theme = {
  praise: [
    'Found our way back through fog in {place} without a single wrong turn.',
    'The signal is accurate even under trees and between cliffs.',
    'The display is easy to read in bright sun.',
  ],
  complaint: [
    'Lost the satellite signal in every valley around {place}.',
    'The track it recorded goes straight through a lake.',
    'The app crashes while it synchronises and loses the whole tour.',
  ],
  subjects: ['{product} loses the signal', 'App does not find {product}', 'Recorded track is wrong'],
  requests: [
    'My {product} loses the satellite signal as soon as I am among trees. Is there an update?',
    'The phone app does not find my {noun} since the last update.',
  ],
  answers: ['Version 3.1 improves the reception, please update it over the app.', 'Remove it from the phone\'s list of Bluetooth devices and pair it again.'],
  tags: ['app', 'signal', 'electronics'],
}
