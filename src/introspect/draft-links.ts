import { lowerFirst, withTwins } from '../catalog/reserved-names.ts'
import pluralize from 'pluralize'
import type { KeyType } from '../fetch/fetch.ts'
import type { ShapeObject } from '../sources/source.ts'
import type { DraftedFields } from './draft-fields.ts'
import { fieldName } from './names.ts'
import type { FieldDraft, LinkDraft } from './sdl-draft.ts'

/** An object of the source with what was drafted of it. */
export interface DraftedObject {
  readonly object: ShapeObject
  readonly name: string
  readonly fields: DraftedFields
  readonly links: LinkDraft[]
}

type ForeignKey = ShapeObject['foreignKeys'][number]

/** Makes a link both ways of every foreign key between drafted objects. */
export function draftLinks(objects: ReadonlyMap<string, DraftedObject>): void {
  for (const from of objects.values()) {
    for (const key of from.object.foreignKeys) {
      const to = objects.get(key.target)
      const pairs = to === undefined ? null : pairFields(from, to, key)
      if (to === undefined || pairs === null) continue
      const typed = { key: sharedKey(pairs), required: pairs.every(({ local }) => local.type.endsWith('!')) }
      from.links.push({ name: forwardName(from, to, key), type: `${to.name}${typed.required ? '!' : ''}`, on: pairs.map(({ local, remote }) => ({ local: local.name, remote: remote.name })), key: typed.key })
      to.links.push(backwardLink(from, to, { key, pairs, shared: typed.key }))
    }
  }
}

interface Pair { readonly local: FieldDraft; readonly remote: FieldDraft }

/** Null when a column is not there, or its values cannot be keys of links. */
function pairFields(from: DraftedObject, to: DraftedObject, key: ForeignKey): Pair[] | null {
  const pairs = key.fields.map((column, i) => ({ local: from.fields.fields.get(column), remote: to.fields.fields.get(key.targetFields[i] ?? '') }))
  const whole = pairs.flatMap(({ local, remote }) => (isKey(local) && isKey(remote) ? [{ local, remote }] : []))
  return whole.length === pairs.length && whole.length > 0 ? whole : null
}

const isKey = (field: FieldDraft | undefined): field is FieldDraft => field !== undefined && field.keyType !== 'none'

/** What keys of differing types are compared as: said only when the declarations do not tell. */
function sharedKey(pairs: readonly Pair[]): KeyType | undefined {
  const differ = pairs.some(({ local, remote }) => local.keyType !== remote.keyType && local.keyType !== 'unknown' && remote.keyType !== 'unknown')
  return differ ? 'STRING' : undefined
}

/** `customer_id` → `customer`; a composite key is named for its target. */
function forwardName(from: DraftedObject, to: DraftedObject, key: ForeignKey): string {
  const named = SLACK_NAMES[`${from.object.name}.${key.fields.join('+')}`]
  const [column = ''] = key.fields
  const wanted = named?.forward ?? (key.fields.length > 1 || stemOf(column) === '' ? lowerFirst(to.name) : fieldName(stemOf(column)))
  // The column may have the name itself: its link is called after what it leads to.
  return from.fields.names.take(isTaken(from, wanted) ? `${wanted}${to.name}` : wanted)
}

/** `customer_id` and `customerId` without what says that they are keys. */
const stemOf = (column: string): string => column.replace(/[_ ](?:id|ID|ref|key|fk|no)$|(?<=[a-z])I[dD]$|^id$/, '')

const isTaken = ({ fields }: DraftedObject, name: string): boolean => [...fields.fields.values()].some((field) => field.name === name)

function backwardLink(from: DraftedObject, to: DraftedObject, { key, pairs, shared }: { readonly key: ForeignKey; readonly pairs: readonly Pair[]; readonly shared: KeyType | undefined }): LinkDraft {
  const one = [from.object.key, ...from.object.unique].some((set) => set.length > 0 && set.every((column) => key.fields.includes(column)))
  const several = from.object.foreignKeys.filter((other) => other.target === key.target).length > 1 || from === to
  const named = SLACK_NAMES[`${from.object.name}.${key.fields.join('+')}`]?.backward
  const plain = one ? lowerFirst(from.name) : pluralize(lowerFirst(from.name))
  const wanted = named ?? (several ? `${plain}By${key.fields.map((column) => capitalised(fieldName(stemOf(column) || column))).join('And')}` : plain)
  const name = one ? to.fields.names.take(wanted) : to.fields.names.take(wanted, withTwins)
  return { name, type: one ? from.name : `[${from.name}!]!`, on: pairs.map(({ local, remote }) => ({ local: remote.name, remote: local.name })), key: shared }
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** What people call the links among Slack's fixed objects. */
const SLACK_NAMES: Readonly<Record<string, { readonly forward: string; readonly backward: string }>> = {
  'MESSAGES.user_id': { forward: 'author', backward: 'messages' },
  'MESSAGES.channel_id': { forward: 'channel', backward: 'messages' },
  'MESSAGES.channel_id+reply_to': { forward: 'head', backward: 'replies' },
  'THREADS.user_id': { forward: 'author', backward: 'threads' },
  'THREADS.channel_id': { forward: 'channel', backward: 'threads' },
  'FILES.user_id': { forward: 'author', backward: 'files' },
}
