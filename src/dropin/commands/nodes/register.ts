import type { OfficialCommand } from '../../grammar/command.ts';
import { textFlag } from '../../grammar/flag.ts';
import { registerNode, USER } from '../auth/register-node.ts';

const KEY = textFlag({ name: 'key', char: 'k', summary: 'The key that the device shows', required: true });

/** `headscale nodes register`, which is `auth register` from 0.29 on. */
export const REGISTER: OfficialCommand = {
  name: 'register',
  summary: 'Let a device in that waits for approval.',
  hidden: true,
  deprecated: "use 'headscale auth register --auth-id <id> --user <user>' instead",
  flags: [USER, KEY],
  run: (call) => registerNode(call, KEY),
};
