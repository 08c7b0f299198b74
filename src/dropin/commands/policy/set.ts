import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { BYPASS, refuseBypass } from './bypass.ts';
import { FILE, readPolicyFile } from './policy-file.ts';

/** `headscale policy set`. */
export const SET: OfficialCommand = {
  name: 'set',
  aliases: ['put', 'update'],
  summary: 'Store a policy in the place of the present one.',
  flags: [FILE, ...BYPASS],

  async run(call) {
    refuseBypass(call);
    const text = await readPolicyFile(call);
    const api = await call.connect();
    await during('setting ACL policy', async () => {
      await call.refuseWhereSevere('`hs policy set FILE --confirm HOST`');
      await api.setPolicy(text);
    });
    await call.text('Policy updated.\n');
  },
};
