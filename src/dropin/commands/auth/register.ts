import type { OfficialCommand } from '../../grammar/command.ts';
import { AUTH_ID } from './auth-id.ts';
import { registerNode, USER } from './register-node.ts';

/** `headscale auth register`. */
export const REGISTER: OfficialCommand = {
  name: 'register',
  summary: 'Let a device in that waits for approval.',
  flags: [USER, AUTH_ID],
  run: (call) => registerNode(call, AUTH_ID),
};
