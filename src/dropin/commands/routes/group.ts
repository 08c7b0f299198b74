import type { OfficialCommand } from '../../grammar/command.ts';
import { DELETE } from './delete.ts';
import { DISABLE } from './disable.ts';
import { ENABLE } from './enable.ts';
import { LIST } from './list.ts';

/** `headscale routes`, which there was up to 0.25. */
export const ROUTES: OfficialCommand = {
  name: 'routes',
  aliases: ['r', 'route'],
  summary: 'The routes of nodes, by their ids (up to 0.25).',
  hidden: true,
  commands: [DELETE, DISABLE, ENABLE, LIST],
};
