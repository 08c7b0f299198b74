import type { OfficialCommand } from '../../grammar/command.ts';
import { changeRoute, ROUTE } from './change.ts';

/** `headscale routes disable`, which there was up to 0.25. */
export const DISABLE: OfficialCommand = {
  name: 'disable',
  summary: 'Revoke a route (up to 0.25).',
  flags: [ROUTE],
  run: (call) => changeRoute(call, 'revoke'),
};
