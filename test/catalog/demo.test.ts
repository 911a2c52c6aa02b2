import { describe, expect, test } from 'vitest'
import { loadProject } from '../../src/catalog/load-project.ts'
import { entityOf } from '../../src/catalog/model.ts'

const ENV = { POSTGRES_URI: 'postgres://demo', MONGODB_URI: 'mongodb://demo', QDRANT_URL: 'http://demo', SLACK_TOKEN: 'xoxb-demo' }

describe('the demo project', () => {
  const { catalog, config, problems } = loadProject('.', ENV)

  test('has no problem', () => {
    expect(problems).toEqual([])
    expect(config?.crossDatabase.resultLimit).toBe(1_000)
  })

  test('has the entities of four sources', () => {
    const entities = [...catalog!.entities.values()].map(({ name, source, plural }) => `${source}.${name} ${plural}`)
    expect(entities.toSorted()).toEqual([
      'chat.SlackChannel slackChannels', 'chat.SlackMessage slackMessages', 'chat.SlackUser slackUsers',
      'knowledge.Article articles', 'knowledge.Review reviews',
      'shop.Customer customers', 'shop.Order orders', 'shop.OrderItem orderItems', 'shop.Product products',
      'support.Ticket tickets', 'support.WebEvent webEvents',
    ])
  })

  test.each([
    ['Customer.orders', 'many, one source: id = customerId as INT64'],
    ['Customer.tickets', 'many, across: id = customerId as INT64'],
    ['Customer.messages', 'many, across: email = author.email as STRING_CI'],
    ['Customer.mentions', 'many, across: email = mentionedEmails as STRING_CI'],
    ['Order.customer', 'one, one source: customerId = id as INT64'],
    ['Ticket.product', 'one, across: productSku = sku as STRING'],
    ['SlackMessage.replies', 'many, one source: channelId = channelId as STRING, ts = replyTo as STRING'],
    ['SlackMessage.mentionedOrders', 'many, across: mentionedNumbers = number as STRING'],
  ])('%s: %s', (path, expected) => {
    const [entity = '', name = ''] = path.split('.')
    const link = entityOf(catalog!, entity).links.get(name)!
    const keys = link.on.map(({ local, remote, type }) => `${local} = ${remote} as ${type}`).join(', ')
    expect(`${link.many ? 'many' : 'one'}, ${link.crossSource ? 'across' : 'one source'}: ${keys}`).toBe(expected)
  })

  test('knows what is stored under another name or in another form', () => {
    const ticket = entityOf(catalog!, 'Ticket').fields
    expect(ticket.get('customerId')).toMatchObject({ column: ['customer', 'ref'], type: { kind: 'scalar', name: 'Int' }, nonNull: false })
    expect(ticket.get('id')).toMatchObject({ column: ['_id'], storedType: 'OBJECT_ID', nonNull: true })
    expect(ticket.get('openedAt')?.formats).toEqual(['YYYY-MM-DD HH:mm', 'DD Mon YYYY HH:mm:ss'])
    expect(ticket.get('messages')).toMatchObject({ column: ['thread'], list: true, elementNonNull: true, type: { kind: 'object', name: 'TicketMessage' } })
    expect(entityOf(catalog!, 'SlackMessage').fields.get('mentionedNumbers')?.derive).toMatchObject({ kind: 'regex', group: 0, all: true })
    expect(entityOf(catalog!, 'Review').stored).toEqual({ kind: 'qdrant', collection: 'reviews', vector: undefined, text: 'body' })
    expect(catalog!.enums.get('OrderStatus')?.values.map(({ name, stored }) => `${name}=${stored}`)).toEqual(['PENDING=pending', 'PAID=paid', 'SHIPPED=shipped', 'RETURNED=returned', 'CANCELLED=cancelled'])
  })

  test('keeps what the schema says in words', () => {
    const customer = entityOf(catalog!, 'Customer')
    expect(customer.description).toBe('A person or company that buys from us.')
    expect(customer.synonyms).toEqual(['client', 'account', 'buyer'])
    expect(customer.fields.get('country')?.description).toBe('ISO 3166 code.')
    expect(catalog!.enums.get('TicketStatus')?.values.at(-1)?.synonyms).toEqual(['closed', 'resolved'])
  })
})
