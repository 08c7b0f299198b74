import type { OfficialCommand } from '../../grammar/command.ts';
import { CREATE } from './create.ts';
import { DELETE } from './delete.ts';
import { EXPIRE } from './expire.ts';
import { LIST } from './list.ts';

/** `headscale preauthkeys`. */
export const PREAUTHKEYS: OfficialCommand = {
  name: 'preauthkeys',
  aliases: ['preauthkey', 'authkey', 'pre'],
  summary: 'The keys that let devices join.',
  commands: [CREATE, DELETE, EXPIRE, LIST],
};
