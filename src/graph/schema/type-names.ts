/** The names of the types that are generated beside an entity, in one place: they must not meet those of the project. */
export const whereName = (type: string): string => `${type}Where`
export const listWhereName = (type: string): string => `${type}ListWhere`
export const orderName = (type: string): string => `${type}OrderBy`
export const connectionName = (type: string): string => `${type}Connection`
export const edgeName = (type: string): string => `${type}Edge`
export const aggregateName = (type: string): string => `${type}Aggregate`
export const sumName = (type: string): string => `${type}Sum`
export const averageName = (type: string): string => `${type}Average`
export const extremesName = (type: string): string => `${type}Extremes`

export const generatedNames = (type: string): readonly string[] =>
  [whereName, listWhereName, orderName, connectionName, edgeName, aggregateName, sumName, averageName, extremesName].map((nameOf) => nameOf(type))
