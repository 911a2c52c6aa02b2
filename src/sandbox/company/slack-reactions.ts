import type { SlackMessageData } from '../slack/workspace.ts'
import type { Random } from './random.ts'
import type { SlackPeople } from './slack-users.ts'

const NAMES = ['eyes', '+1', 'tada', 'heart', 'white_check_mark', 'joy', 'thumbsup::skin-tone-3', 'fernweg']

export function addReactions(random: Random, { staff }: SlackPeople): Pick<SlackMessageData, 'reactions'> {
  if (!random.chance(0.18)) return {}
  const names = random.sample(NAMES, random.weighted([[1, 6], [2, 2], [3, 1]]))
  return {
    reactions: names.map((name) => {
      const users = random.sample(staff, random.between(1, 5)).map(({ id }) => id)
      return { name, count: users.length, users }
    }),
  }
}
