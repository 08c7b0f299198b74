import type { OfficialCommand } from '../../grammar/command.ts';
import { CREATE } from './create.ts';
import { DESTROY } from './destroy.ts';
import { LIST } from './list.ts';
import { RENAME } from './rename.ts';

/** `headscale users`. */
export const USERS: OfficialCommand = {
  name: 'users',
  aliases: ['user', 'namespace', 'namespaces', 'ns'],
  summary: 'The users of the server.',
  commands: [CREATE, DESTROY, LIST, RENAME],
};
