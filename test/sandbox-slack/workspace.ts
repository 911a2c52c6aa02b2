import type { SlackMessageData, Workspace } from '../../src/sandbox/slack/workspace.ts'

const said = (channel: string, seconds: number, text: string, more: Partial<SlackMessageData> = {}): SlackMessageData =>
  ({ type: 'message', channel, user: 'U1', text, ts: `${1_700_000_000 + seconds}.000100`, ...more })

/** Two channels; in the first a thread of three replies, one of them broadcast, under the oldest of five heads. */
export const smallWorkspace: Workspace = {
  team: { id: 'T1', name: 'Acme', domain: 'acme' },
  users: [
    { id: 'U1', name: 'ada', real_name: 'Ada Lovelace', profile: { email: 'ada@acme.example', display_name: 'ada' } },
    { id: 'U2', name: 'bob', profile: { display_name: 'bob' } },
    { id: 'U3', name: 'robot', is_bot: true, profile: {} },
  ],
  channels: [
    { id: 'C1', name: 'general', topic: { value: 'everything' } },
    { id: 'C2', name: 'finance', is_private: true },
  ],
  messages: [
    said('C1', 0, 'the head', { reactions: [{ name: 'tada', count: 2, users: ['U1', 'U2'] }] }),
    said('C1', 5, 'a reply', { user: 'U2', thread_ts: '1700000000.000100' }),
    said('C1', 10, 'a broadcast reply', { user: 'U2', thread_ts: '1700000000.000100', subtype: 'thread_broadcast' }),
    said('C1', 25, 'the last reply', { thread_ts: '1700000000.000100' }),
    ...[20, 30, 40, 50].map((seconds) => said('C1', seconds, `at ${seconds}`)),
    said('C2', 0, 'invoices'),
  ],
  files: [{ id: 'F1', name: 'plan.pdf', mimetype: 'application/pdf', size: 1200, user: 'U1', created: 1_700_000_000, channels: ['C1'] }],
}
