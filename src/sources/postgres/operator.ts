import type { CompareOp } from '../../fetch/fetch.ts'

export const OPERATORS: Readonly<Record<CompareOp, string>> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }
