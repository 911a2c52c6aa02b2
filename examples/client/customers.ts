/** A frontend's query with full types: `node examples/client/customers.ts http://127.0.0.1:4000/graphql DE`. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { graphql } from './gql/gql.ts'

const CustomersOfCountry = graphql(`
  query CustomersOfCountry($country: String!) {
    customers(where: { country: { eq: $country } }, orderBy: [{ createdAt: DESC }], limit: 5) {
      name
      tier
      ordersAggregate(where: { status: { in: [PAID, SHIPPED] } }) {
        count
        sum {
          total
        }
      }
      tickets(where: { status: { eq: OPEN } }, limit: 3) {
        subject
        priority
      }
    }
  }
`)

async function request<Data, Variables>(url: string, document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: print(document), variables }) })
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { readonly message: string }[] }
  if (errors !== undefined) throw new Error(errors.map((error) => error.message).join('\n'))
  return data
}

const [, , url = 'http://127.0.0.1:4000/graphql', country = 'DE'] = process.argv
const { customers } = await request(url, CustomersOfCountry, { country })
for (const customer of customers ?? []) {
  const { count, sum } = customer.ordersAggregate ?? { count: 0, sum: null }
  console.log(`${customer.name} (${customer.tier}): ${count} orders, ${sum?.total ?? '0'}, ${customer.tickets?.length ?? '?'} open tickets`)
}
