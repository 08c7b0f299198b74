import type { OfficialCommand } from '../../grammar/command.ts';
import { CHECK } from './check.ts';
import { GET } from './get.ts';
import { SET } from './set.ts';

/** `headscale policy`. */
export const POLICY: OfficialCommand = {
  name: 'policy',
  summary: 'The access policy of the server.',
  commands: [CHECK, GET, SET],
};
