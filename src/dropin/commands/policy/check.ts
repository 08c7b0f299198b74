import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { BYPASS, refuseBypass } from './bypass.ts';
import { FILE, readPolicyFile } from './policy-file.ts';

/** `headscale policy check`. */
export const CHECK: OfficialCommand = {
  name: 'check',
  summary: 'Let the server check a policy without storing it (0.29 and later).',
  flags: [FILE, ...BYPASS],

  async run(call) {
    refuseBypass(call);
    const text = await readPolicyFile(call);
    const api = await call.connect();
    await during('', () => api.checkPolicy(text));
    await call.text('Policy is valid\n');
  },
};
