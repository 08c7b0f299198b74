import { ZERO_TIME_SECONDS } from '../../domain/instant.ts';
import type { Release } from '../../domain/release.ts';
import type { Message } from '../message.ts';
import { since } from '../release.ts';
import type { UserRow } from '../store/rows.ts';

/** The owner that lists of 0.28 and later show for tagged nodes. No such user exists. */
export const TAGGED_DEVICES: Message = {
  id: 2_147_455_555,
  name: 'tagged-devices',
  createdAt: { seconds: ZERO_TIME_SECONDS, nanos: 0 },
  displayName: 'Tagged Devices',
};

/** A user as the release sends it. From 0.28 on a nameless one goes by e-mail, provider id or number. */
export function userMessage(release: Release, user: UserRow): Message {
  const { id, createdAt } = user;
  if (release === '0.23') return { id: String(id), name: user.name, createdAt };
  const { displayName, email, providerId, provider, profilePicUrl } = user;
  const name = since(release, '0.28') ? user.name || email || providerId || String(id) : user.name;
  return { id, name, createdAt, displayName, email, providerId, provider, profilePicUrl };
}
