import type { OfficialCommand } from '../../grammar/command.ts';
import { CREATE } from './create.ts';
import { DELETE } from './delete.ts';
import { EXPIRE } from './expire.ts';
import { LIST } from './list.ts';

/** `headscale apikeys`. */
export const APIKEYS: OfficialCommand = {
  name: 'apikeys',
  aliases: ['apikey', 'api'],
  summary: 'The API keys of the server.',
  commands: [CREATE, DELETE, EXPIRE, LIST],
};
