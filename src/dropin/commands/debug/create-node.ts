import { parseRegistrationId } from '../../../domain/registration-id.ts';
import { findUser } from '../../../domain/resolve-user.ts';
import { checkRawHazards } from '../../../operations/raw-hazards.ts';
import { requireRpc } from '../../../operations/raw-rules.ts';
import { requireNameOfItsOwn, requireRightKind } from '../../../operations/register-node.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { listFlag, textFlag } from '../../grammar/flag.ts';
import { oneData } from '../../output/data.ts';
import { nodeShape } from '../nodes/shape.ts';
import { waitingNode } from './waiting-node.ts';

const RPC = 'DebugCreateNode';

const NAME = textFlag({ name: 'name', summary: 'The host name of the device', required: true });
const USER = textFlag({ name: 'user', char: 'u', summary: 'The name of its user', required: true });
const KEY = textFlag({ name: 'key', char: 'k', summary: 'The id that it waits under', required: true });
const ROUTE = listFlag({ name: 'route', char: 'r', summary: 'Routes that it announces' });

/** `headscale debug create-node`: no operation of hs makes devices that are none, so it is a call by hand. */
export const CREATE_NODE: OfficialCommand = {
  name: 'create-node',
  summary: 'Make a device that is none wait to be registered.',
  flags: [NAME, USER, KEY, ROUTE],

  async run(call) {
    const api = await call.connect();
    const key = await during('parsing machine key', async () => {
      const registration = parseRegistrationId(call.value(KEY));
      requireRightKind(registration, (await api.release()).range);
      return registration.id;
    });
    const node = await during('creating node', async () => {
      const users = await api.listUsers();
      const { user } = findUser(`name:${call.value(USER)}`, users);
      requireNameOfItsOwn(user, users);
      const message = { user: user.name, key, name: call.value(NAME), routes: call.value(ROUTE) };
      await requireRpc(api, RPC);
      await checkRawHazards(api, RPC, message);
      return waitingNode(await api.raw(RPC, message, { change: true }), user);
    });
    await call.answer('Node created', oneData(nodeShape, node));
  },
};
