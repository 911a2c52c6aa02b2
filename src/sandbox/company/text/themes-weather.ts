import type { Theme } from './theme.ts'

export const WATERPROOF: Theme = {
  praise: [
    'Walked six hours through {weather} in {place} and my feet stayed completely dry.',
    'Really waterproof: not a drop came through, even after a day of {weather}.',
    'Rain simply beads off the {noun}, I have stopped checking the forecast.',
    'Crossed three streams with the {noun} and nothing got wet inside.',
    'The membrane keeps {weather} out and still lets the sweat escape.',
    'Best waterproof {noun} I have owned, the seams are sealed perfectly.',
  ],
  complaint: [
    'After an hour of {weather} the water came straight through the seams.',
    'Sold as waterproof, but the {noun} leaked on the very first wet day in {place}.',
    'The {noun} soaked through within minutes, everything inside was wet.',
    'Water gets in at the stitching, so much for the waterproof membrane.',
    'It kept the rain out for a month, then the coating peeled off and now it leaks.',
    'My socks were dripping after a walk through wet grass: not waterproof at all.',
    'The {noun} let the rain in at the shoulders, I was drenched and cold.',
  ],
  subjects: ['{product} {is|are} not waterproof', 'Leaking {noun}', 'Water comes through the seams', 'Got soaked: {product}', 'Is the membrane covered by the warranty?'],
  requests: [
    'I wore the {product} in {weather} and water came in at the seams. I would like a replacement.',
    'My {product} {leaks|leak}. I followed the washing instructions and re-proofed {it|them}, but the rain still comes through.',
    'The {noun} from order {order} {is|are} not waterproof, I had wet feet after ten minutes. Please refund me.',
    'The waterproof coating of my {product} is peeling off after {weeks} weeks. Is that a known fault?',
  ],
  answers: [
    'Sorry to hear that your {noun} let the water in. Could you send us a photo of the seams?',
    'We know of a batch with badly taped seams and will send a replacement today.',
    'Please wash {it|them} at 30 degrees with a technical detergent and tumble dry on low: heat brings the repellency back.',
  ],
  tags: ['waterproof', 'leak', 'quality'],
}

export const WARMTH: Theme = {
  praise: [
    'Kept me warm at minus twelve in {place}, and I freeze easily.',
    'So warm that I had to open it up in the middle of a winter night.',
    'Light, fluffy and wonderfully warm in {weather}.',
    'I wore the {noun} all winter and never once had cold fingers or toes.',
    'Toasty {noun} for cold mornings at the camp.',
  ],
  complaint: [
    'I shivered all night although it was well above the rated temperature.',
    'The {noun} {is|are} thin and draughty, far too cold for winter.',
    'The filling clumped after one wash and there are cold spots everywhere.',
    'Feathers come out of every seam and the warmth goes with them.',
    'Fine for a mild autumn day, useless in real cold.',
  ],
  subjects: ['{product} {is|are} too cold', 'Filling has clumped after washing', 'Which temperature rating is right?', 'Feathers leaking from {product}'],
  requests: [
    'I was cold in the {product} at plus two degrees although rated far below. Is mine faulty?',
    'After one gentle wash the filling of my {product} is in lumps and it does not keep me warm any more.',
    'Down is coming out of the seams of the {noun} from order {order}. Can you repair it?',
  ],
  answers: [
    'Ratings assume a dry mat and a base layer; which mat did you use?',
    'Tumble dry it on low with two clean tennis balls until the clumps are gone.',
    'That should not happen. We will repair it free of charge.',
  ],
  tags: ['insulation', 'temperature', 'quality'],
}

export const COMFORT: Theme = {
  praise: [
    'Comfortable from the first step, no blisters after twenty kilometres around {place}.',
    'The {noun} {sits|sit} so well that I forget about {it|them}.',
    'Soft, no chafing, and no smell after a week of walking.',
    'The straps spread the load evenly and my back no longer hurts.',
    'I would wear {it|them} every day if I could.',
  ],
  complaint: [
    '{Rubs|They rub} at the heel and gave me blisters within an hour.',
    'The straps cut in as soon as there is any weight on them.',
    'Stiff and scratchy, I could not wait to take the {noun} off.',
    '{It squeaks|They squeak} with every step, which drives me mad.',
    '{It smells|They smell} of chemicals even after three washes.',
  ],
  subjects: ['Blisters from {product}', '{product} {is|are} uncomfortable', 'Strap hurts my shoulder', 'Strong smell of chemicals'],
  requests: [
    'The {product} {rubs|rub} at the heel. Is there a way to soften {it|them}, or can I return {it|them} although worn?',
    'The shoulder straps of my {product} press so hard that my arms go numb. Am I adjusting them wrongly?',
    'My new {noun} {smells|smell} strongly of glue, also after airing {it|them} for {weeks} weeks.',
  ],
  answers: [
    'Loosen the top straps first, then tighten the hip belt; most of the weight should rest on the hips.',
    'You may return it within 60 days, worn or not.',
    'Leave it in fresh air for some days; if the smell stays we will exchange it.',
  ],
  tags: ['comfort', 'fit'],
}
