import { CommandFailure } from '../failure.ts'
import { readDocument, writeDocument } from '../values/document.ts'
import type { Document } from '../values/document.ts'

/**
 * Frames of the MongoDB wire protocol: a header of four little-endian int32 (length, request id, response to, opcode), then
 * the body. OP_MSG carries commands; OP_QUERY only the first hello of drivers that do not know yet what the server speaks.
 */
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const HEADER = 16
const MOST_BYTES = 48_000_000

const CHECKSUM_PRESENT = 1 << 0
const MORE_TO_COME = 1 << 1

export interface Request {
  readonly id: number
  readonly opcode: number
  /** The command; document sequences are lists in it under their names. */
  readonly command: Document
  /** False where the client asked for no answer. */
  readonly wantsReply: boolean
}

/** Cuts a stream of bytes into whole frames. */
export class FrameReader {
  #chunks: Buffer[] = []
  #length = 0

  /** @throws CommandFailure for a length that no frame can have: the connection is of no more use. */
  take(chunk: Buffer): readonly Buffer[] {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const frames: Buffer[] = []
    while (this.#length >= HEADER) {
      const length = this.#frameLength()
      if (this.#length < length) break
      const bytes = Buffer.concat(this.#chunks)
      frames.push(bytes.subarray(0, length))
      this.#chunks = [bytes.subarray(length)]
      this.#length -= length
    }
    return frames
  }

  /** Chunks are put together only for the header, and when a frame is whole. */
  #frameLength(): number {
    if (this.#chunks[0]!.length < 4) this.#chunks = [Buffer.concat(this.#chunks)]
    const length = this.#chunks[0]!.readInt32LE(0)
    if (length < HEADER || length > MOST_BYTES) throw new CommandFailure('InvalidLength', `message length ${length} is out of range`)
    return length
  }
}

export function readRequest(frame: Buffer): Request {
  const id = frame.readInt32LE(4)
  const opcode = frame.readInt32LE(12)
  if (opcode === OP_MSG) return { id, opcode, ...readMessage(frame) }
  if (opcode === OP_QUERY) return { id, opcode, command: readOldQuery(frame), wantsReply: true }
  throw new CommandFailure('FailedToParse', `opcode ${opcode} is not supported`)
}

function readMessage(frame: Buffer): Pick<Request, 'command' | 'wantsReply'> {
  const flags = frame.readUInt32LE(HEADER)
  const end = frame.length - ((flags & CHECKSUM_PRESENT) === 0 ? 0 : 4)
  const body: Document = {}
  const sequences: Document = {}
  let at = HEADER + 4
  while (at < end) {
    const kind = frame.readUInt8(at)
    const length = frame.readInt32LE(at + 1)
    const section = frame.subarray(at + 1, at + 1 + length)
    if (kind === 0) Object.assign(body, readDocument(section))
    else if (kind === 1) readSequence(section, sequences)
    else throw new CommandFailure('FailedToParse', `unknown section kind ${kind}`)
    at += 1 + length
  }
  // The command's name is its first field, wherever its section stood.
  return { command: { ...body, ...sequences }, wantsReply: (flags & MORE_TO_COME) === 0 }
}

/** A length, the argument's name, then documents one after the other. */
function readSequence(section: Buffer, sequences: Document): void {
  const nameEnd = section.indexOf(0, 4)
  const documents: Document[] = []
  let at = nameEnd + 1
  while (at < section.length) {
    const length = section.readInt32LE(at)
    documents.push(readDocument(section.subarray(at, at + length)))
    at += length
  }
  sequences[section.toString('utf8', 4, nameEnd)] = documents
}

/** `admin.$cmd` queries only: flags, the collection's name, skip, limit, the command. */
function readOldQuery(frame: Buffer): Document {
  const nameEnd = frame.indexOf(0, HEADER + 4)
  const name = frame.toString('utf8', HEADER + 4, nameEnd)
  if (!name.endsWith('.$cmd')) throw new CommandFailure('FailedToParse', 'OP_QUERY is only supported for commands')
  return { ...readDocument(frame.subarray(nameEnd + 9)), $db: name.slice(0, -'.$cmd'.length) }
}

export function writeReply(request: Pick<Request, 'id' | 'opcode'>, reply: Document): Buffer {
  const document = writeDocument(reply)
  const prefix = request.opcode === OP_QUERY ? oldReplyPrefix() : Buffer.alloc(5)
  const header = Buffer.alloc(HEADER)
  header.writeInt32LE(HEADER + prefix.length + document.length, 0)
  header.writeInt32LE(nextId(), 4)
  header.writeInt32LE(request.id, 8)
  header.writeInt32LE(request.opcode === OP_QUERY ? OP_REPLY : OP_MSG, 12)
  return Buffer.concat([header, prefix, document])
}

/** Flags (await capable), a cursor id, where it starts, one document. */
function oldReplyPrefix(): Buffer {
  const prefix = Buffer.alloc(20)
  prefix.writeInt32LE(8, 0)
  prefix.writeInt32LE(1, 16)
  return prefix
}

let lastId = 0
const nextId = (): number => (lastId = (lastId + 1) & 0x7fffffff)
