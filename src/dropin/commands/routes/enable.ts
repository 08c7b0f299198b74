import type { OfficialCommand } from '../../grammar/command.ts';
import { changeRoute, ROUTE } from './change.ts';

/** `headscale routes enable`, which there was up to 0.25. */
export const ENABLE: OfficialCommand = {
  name: 'enable',
  summary: 'Approve a route (up to 0.25).',
  flags: [ROUTE],
  run: (call) => changeRoute(call, 'approve'),
};
