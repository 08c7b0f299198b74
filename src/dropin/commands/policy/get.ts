import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { BYPASS, refuseBypass } from './bypass.ts';

/** `headscale policy get`: the text as it is stored, whatever the format. */
export const GET: OfficialCommand = {
  name: 'get',
  aliases: ['show', 'view', 'fetch'],
  summary: 'Print the policy.',
  flags: BYPASS,

  async run(call) {
    refuseBypass(call);
    const api = await call.connect();
    const { text } = await during('loading ACL policy', () => api.getPolicy());
    await call.text(`${text}\n`);
  },
};
