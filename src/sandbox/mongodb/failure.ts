/** An error as the server reports it: `code` and `codeName` are those of a real MongoDB server. */
export class CommandFailure extends Error {
  readonly code: number
  readonly codeName: CodeName
  /** More fields of the reply: `keyPattern`, `keyValue`. */
  readonly info: Readonly<Record<string, unknown>>

  constructor(codeName: CodeName, message: string, info: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'CommandFailure'
    this.code = CODES[codeName]
    this.codeName = codeName
    this.info = info
  }
}

const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  CommandNotFound: 59,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexKeySpecsConflict: 86,
  InvalidPipelineOperator: 168,
  NotImplemented: 238,
  ConversionFailure: 241,
  ImmutableField: 66,
  CannotIndexParallelArrays: 171,
  BSONObjectTooLarge: 10334,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  DuplicateKey: 11000,
  Location15952: 15952,
  Location16020: 16020,
  Location16410: 16410,
  Location16436: 16436,
  Location17276: 17276,
  Location28667: 28667,
  Location31249: 31249,
  Location31325: 31325,
  Location40323: 40323,
  Location40324: 40324,
  Location51104: 51104,
  Location5447000: 5447000,
} as const

export type CodeName = keyof typeof CODES
