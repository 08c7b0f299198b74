import { ZERO_TIME_SECONDS } from '../../../domain/instant.ts';
import { isTaggedDevices, type User } from '../../../domain/user.ts';
import { id, shapeOf, text, time } from '../../output/shape.ts';

const ZERO_TIME = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

/** A user as the official client prints it. */
export const userShape = shapeOf<User>({
  id: id((user) => user.id),
  name: text((user) => user.name),
  // Go prints a time for the one user that was never created.
  created_at: time((user) => (isTaggedDevices(user) ? ZERO_TIME : user.createdAt)),
  display_name: text((user) => user.displayName),
  email: text((user) => user.email),
  provider_id: text((user) => user.providerId),
  provider: text((user) => user.provider),
  profile_pic_url: text((user) => user.profilePicUrl),
});
