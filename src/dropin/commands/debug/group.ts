import type { OfficialCommand } from '../../grammar/command.ts';
import { CREATE_NODE } from './create-node.ts';

/** `headscale debug`. */
export const DEBUG: OfficialCommand = {
  name: 'debug',
  summary: 'What tests need.',
  commands: [CREATE_NODE],
};
