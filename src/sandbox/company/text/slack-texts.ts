/** What is said in which channel; `{customer}`, `{order}`, `{product}`, `{place}` are filled. */
export interface ChannelTexts {
  readonly name: string
  readonly topic: string
  readonly archived?: boolean
  /** How much is written there, beside the others. */
  readonly share: number
  /** Whether guests are let in. */
  readonly guests: boolean
  readonly heads: readonly string[]
  readonly replies: readonly string[]
}

export const CHANNELS: readonly ChannelTexts[] = [
  {
    name: 'general', topic: 'Company-wide announcements', share: 3, guests: false,
    heads: ['Good morning everyone ☀️', 'All hands at 15:00 in the big room.', 'Welcome our new colleague in the workshop!', 'The {product} {is|are} in a magazine\'s top ten :tada:', 'Office is closed on Friday.', 'おはようございます！今日もよろしくお願いします。', 'Photos of the summer party in {place} are on the drive.'],
    replies: ['Nice!', '👏👏👏', 'Congratulations :tada:', 'See you there.', 'Schöne Grüße aus der Werkstatt!'],
  },
  {
    name: 'support', topic: 'Customers who need us today', share: 9, guests: true,
    heads: [
      '{customer} asks for a refund of {order}, can finance confirm?', 'Who can call {customer} about {order}? Third message this week.', 'Customer {customer} says the {product} {leaks|leak} after one wet day.', '{customer} got the wrong size of the {product}.',
      'Is there a fix for the battery of the {product}? {customer} is the second one today.', 'Please have a look at {order}: paid twice.', '{customer} is very happy with the repair of the {product} :heart:', 'The zip of the {product} again, this time {customer}.',
      'Two returns of the {product} today, both because of the zip.', 'العميل {customer} يسأل عن الطلب {order}', 'Клиент {customer} ждёт ответа по заказу {order}.',
    ],
    replies: ['On it.', 'I wrote to {customer} a minute ago.', 'Refund for {order} is on its way.', 'Same fault as last week, passing it on to product.', 'Sent a replacement.', 'Cc {customer}', 'Done ✅', 'Checked: {order} left the warehouse yesterday.'],
  },
  {
    name: 'sales', topic: 'Deals and leads', share: 5, guests: true,
    heads: ['{customer} wants an offer for forty {product}.', 'Closed! {customer} ordered again: {order} :moneybag:', 'The {product} {sells|sell} out in {place}, can we get more?', 'Discount for {customer} approved, 10 % on the next order.', '{customer} asks whether they can pay {order} by invoice.', 'Newsletter about the {product} goes out tomorrow.'],
    replies: ['Great work!', 'I will send {customer} the offer.', 'Price is fine, delivery is the problem.', 'Approved.', 'How many do we have?'],
  },
  {
    name: 'product-feedback', topic: 'What customers say about our gear', share: 6, guests: true,
    heads: [
      'Reviews of the {product} say {it is|they are} not waterproof. Do we know the batch?', 'Many complaints about the battery of the {product} in the cold.', 'The zip of the {product} breaks too often, see {order}.', 'The {product} {runs|run} small, we should change the size chart.', '{customer} suggests a lighter {product}.', 'Love letter from {customer} about the {product} 😍', 'Feathers come out of the {product}; three returns this week.',
    ],
    replies: ['Batch 17, we talked to the supplier.', 'Will be changed in the spring series.', 'Can we get that one back for a look?', '+1', 'I can confirm that, mine leaks as well.', 'Thanks, added to the list.'],
  },
  {
    name: 'finance', topic: 'Invoices, refunds, month end', share: 3, guests: false,
    heads: ['{order} was refunded in full.', 'Chargeback for {order} by {customer}.', 'Month end closes tomorrow at noon.', 'Invoice of {customer} is 30 days overdue: {order}.', 'VAT of {order} is wrong, country is missing.', 'Carrier costs are up by 12% against last month.'],
    replies: ['Booked.', 'Thanks.', 'Sent a reminder to {customer}.', 'Which account?', 'Not ours: it says XSO-2024-00001.'],
  },
  {
    name: 'warehouse', topic: 'Parcels in and out', share: 4, guests: false,
    heads: ['Carrier is late again, today\'s parcels leave tomorrow.', '{order} came back: address unknown.', 'Out of stock: {product}.', 'Found a box of {product} behind the shelf.', 'Pallet for {customer} is ready, {order}.', 'The scanner prints SO-2024-000012, which is no number of ours.'],
    replies: ['Will call the carrier.', 'Sent again.', 'Counted: 14 left.', 'ok', '👍'],
  },
  {
    name: 'engineering', topic: '', share: 3, guests: false,
    heads: ['Deploy of the shop is done.', 'Search for "größe 42" finds nothing, looking into it.', 'Checkout is slow since noon.', 'Who owns the script that mails nobody@nowhere.example?', 'Postmortem: orders without a customer are guests, not a bug.'],
    replies: ['Fixed.', 'LGTM', 'Rolled back.', 'The path is C:\\jobs\\mail_%d, if that helps.', 'Which release?'],
  },
  {
    name: 'marketing', topic: 'Campaigns', share: 2, guests: false,
    heads: ['Autumn campaign starts on Monday: "100% dry or your money back".', 'Which photo for the {product}?', 'The video from {place} has 20k views.', 'Giveaway winner is {customer}, congratulations'],
    replies: ['The second one.', 'Love it 😍', 'Too dark for me.', 'Legal says no to "100%".'],
  },
  {
    name: 'random', topic: 'Off topic 🐕', share: 4, guests: true,
    heads: ['Who is in for a walk in {place} this weekend?', 'Lunch?', 'My dog ate a {product}.', '🐕🐕🐕', 'Есть планы на выходные?', 'Cafe\u0301 downstairs has new beans.', 'Straße gesperrt, nehmt das Rad.'],
    replies: ['Count me in.', 'haha', '😂', 'Sounds good', 'Next time!'],
  },
  { name: 'old-announcements', topic: 'Moved to #general', archived: true, share: 0.4, guests: false, heads: ['The new shop is online!', 'Price list for spring is out.'], replies: ['🎉'] },
]

export const GUEST_TEXTS = [
  'Hi, is {order} on its way already?', 'The {product} {is|are} great, thank you!', 'My {product} {leaks|leak} at the seams, what can I do?', 'Can I change the address of {order}?', 'When will the {product} be back in stock?', 'The battery of my {product} died in {place}.', 'すみません、{order} の配送状況を教えてください。',
]
export const LATE_GUEST_TEXTS = [
  'Where is my parcel? {order} is three weeks late and nobody answers my e-mails. Very unhappy with the shipping.', 'Shipping of {order} is delayed again and again, I need the {product} this week!', 'Still no delivery of {order}. The tracking has not moved for two weeks.',
]
export const LATE_STAFF_TEXTS = [
  '{customer} complains about the shipping of {order}: delayed for three weeks.', 'Angry call from {customer}, parcel of {order} is lost. Shipping again.', 'Another shipping complaint: {customer} waits for {order} since September.',
]
export const BOT_TEXTS = ['Daily revenue report is ready.', 'Ticket queue is above 50.', 'Build 4711 passed :white_check_mark:', 'New five-star review of the {product}.', 'Alert: checkout p99 above 2 s.', 'Order {order} was flagged for review.']
