import { findUser } from '../../../domain/resolve-user.ts';
import {
  readRegistration,
  registerDevice,
  requireNameOfItsOwn,
  requireRightKind,
} from '../../../operations/register-node.ts';
import { visible } from '../../../output/safe-text.ts';
import type { Call } from '../../call.ts';
import { during } from '../../errors/context-error.ts';
import { type OfficialFlag, textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { nodeShape } from '../nodes/shape.ts';

/** `-u`, which names who the device will belong to. */
export const USER = textFlag({ name: 'user', char: 'u', summary: 'The name of its user', required: true });

/** Lets the device in whose id is the value of this flag. */
export async function registerNode(call: Call, id: OfficialFlag<string>): Promise<void> {
  const api = await call.connect();
  const node = await during('registering node', async () => {
    const registration = readRegistration({ pasted: undefined, key: call.value(id), user: undefined });
    const [users, release] = await Promise.all([api.listUsers(), api.release()]);
    requireRightKind(registration.id, release.range);
    const { user } = findUser(`name:${call.value(USER)}`, users);
    requireNameOfItsOwn(user, users);
    return await registerDevice(api, user, registration.id);
  });
  await call.answer(`Node ${visible(node.givenName)} registered`, oneData(nodeShape, node));
}
