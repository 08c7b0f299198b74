import type { User } from '../../../domain/user.ts';
import { id, shapeOf, text, time } from '../../output/shape.ts';

/** A user as the official client prints it. */
export const userShape = shapeOf<User>({
  id: id((user) => user.id),
  name: text((user) => user.name),
  created_at: time((user) => user.createdAt),
  display_name: text((user) => user.displayName),
  email: text((user) => user.email),
  provider_id: text((user) => user.providerId),
  provider: text((user) => user.provider),
  profile_pic_url: text((user) => user.profilePicUrl),
});
