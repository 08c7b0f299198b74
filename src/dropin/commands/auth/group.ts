import type { OfficialCommand } from '../../grammar/command.ts';
import { APPROVE } from './approve.ts';
import { REGISTER } from './register.ts';
import { REJECT } from './reject.ts';

/** `headscale auth`. */
export const AUTH: OfficialCommand = {
  name: 'auth',
  summary: 'Devices and sessions that wait to be let in.',
  commands: [APPROVE, REGISTER, REJECT],
};
