import type { OfficialCommand } from '../../grammar/command.ts';
import { APPROVE_ROUTES } from './approve-routes.ts';
import { BACKFILLIPS } from './backfillips.ts';
import { DELETE } from './delete.ts';
import { EXPIRE } from './expire.ts';
import { LIST } from './list.ts';
import { LIST_ROUTES } from './list-routes.ts';
import { MOVE } from './move.ts';
import { REGISTER } from './register.ts';
import { RENAME } from './rename.ts';
import { TAG } from './tag.ts';

/** `headscale nodes`. */
export const NODES: OfficialCommand = {
  name: 'nodes',
  aliases: ['node', 'machine', 'machines'],
  summary: 'The nodes of the tailnet.',
  commands: [APPROVE_ROUTES, BACKFILLIPS, DELETE, EXPIRE, LIST, LIST_ROUTES, MOVE, REGISTER, RENAME, TAG],
};
