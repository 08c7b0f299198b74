import type { PreAuthKey } from '../../../domain/pre-auth-key.ts';
import { inner, texts } from '../../output/inner-fields.ts';
import { flag, id, shapeOf, text, time } from '../../output/shape.ts';
import { userShape } from '../users/shape.ts';

/** A pre-auth key as the official client prints it. */
export const preAuthKeyShape = shapeOf<PreAuthKey>({
  user: inner(userShape, (key) => key.user),
  id: id((key) => key.id),
  key: text((key) => key.key),
  reusable: flag((key) => key.reusable),
  ephemeral: flag((key) => key.ephemeral),
  used: flag((key) => key.used),
  expiration: time((key) => key.expiration),
  created_at: time((key) => key.createdAt),
  acl_tags: texts((key) => key.aclTags),
});
