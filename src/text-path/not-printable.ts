/** What the text path leaves to the ordinary one, with the whole root field: no failure, and never seen by a client. */
export class NotPrintable extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'NotPrintable'
  }
}
