/** What the server answers instead of a result: `{"status": {"error": message}}` with this HTTP status. */
export class QdrantFailure extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'QdrantFailure'
    this.status = status
  }
}

/** The request is well formed, but asks for what cannot be. */
export const wrongInput = (why: string): QdrantFailure => new QdrantFailure(400, `Wrong input: ${why}`)
/** The request's JSON does not have the shape that it must have. */
export const formatError = (why: string): QdrantFailure => new QdrantFailure(400, `Format error in JSON body: ${why}`)
export const validationError = (why: string): QdrantFailure => new QdrantFailure(422, `Validation error in JSON body: [${why}]`)
export const notFound = (what: string): QdrantFailure => new QdrantFailure(404, `Not found: ${what}`)
/** The real server can do it, this one cannot: said plainly instead of answering something else. */
export const notInSandbox = (what: string): QdrantFailure => wrongInput(`${what} is not part of this embedded server`)
