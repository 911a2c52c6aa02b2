/** The documents that GraphiQL opens with, a tab each; `test/server` runs them. */
export const EXAMPLES: readonly string[] = [
  `# Four databases in one query: PostgreSQL, MongoDB, Qdrant and Slack.
query FourSources {
  customers(where: {tier: {eq: ENTERPRISE}}, orderBy: [{createdAt: DESC}], limit: 5) {
    name
    country
    orders(orderBy: [{placedAt: DESC}], limit: 2) {
      number
      total
      status
    }
    tickets(limit: 2) {
      subject
      status
    }
    reviews(limit: 2) {
      rating
      text
    }
    mentions(limit: 2) {
      text
      channel {
        name
      }
    }
  }
}
`,
  `# Search by meaning, joined with what was sold.
query ByMeaning {
  reviews(search: {text: "water got into the boots"}, limit: 5) {
    score
    rating
    text
    product {
      name
      category
      price
    }
  }
}
`,
  `# Aggregates go down to the database, grouped for all parents at once.
query Totals {
  ordersAggregate(where: {status: {in: [PAID, SHIPPED]}}) {
    count
    sum {
      total
    }
    avg {
      total
    }
  }
  customers(orderBy: [{orders: {count: DESC}}], limit: 5) {
    name
    ordersAggregate {
      count
      max {
        placedAt
      }
    }
  }
}
`,
]
