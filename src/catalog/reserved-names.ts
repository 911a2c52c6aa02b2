/** Types that the graph declares itself. */
export const OWN_TYPES: ReadonlySet<string> = new Set([
  'Query', 'Mutation', 'Subscription', 'PageInfo', 'AskResult', 'AskOutcome', 'AskOptions', 'Answer', 'AnswerColumn', 'AnswerDocument', 'Lineage', 'StageReport', 'Planner', 'PlannerChoice',
  'Clarification', 'Choice', 'ConfirmationRequired', 'Refusal', 'Failure', 'PlanResult', 'PlannedQuestion', 'PlanRun', 'SchemaHit',
])

/** Root fields that the graph has anyway. */
export const OWN_ROOT_FIELDS: readonly string[] = ['ask', 'plan', 'runPlan', 'searchSchema', 'askProgress', '_entities', '_service']

/** What the graph generates beside an entity's type. */
export const TYPE_SUFFIXES: readonly string[] = ['Connection', 'Edge', 'Aggregate', 'Where', 'OrderBy']

/** Names that `where` gives a meaning of its own. */
export const FILTER_WORDS: readonly string[] = ['and', 'or', 'not']

/** A list field and what is generated beside it: `orders`, `ordersConnection`, `ordersAggregate`. */
export const withTwins = (field: string): readonly string[] => [field, `${field}Connection`, `${field}Aggregate`]

/** `Customer` → `customer`, its root field. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
