import { parseRegistrationId } from '../../../domain/registration-id.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { AUTH_ID } from './auth-id.ts';

/** `headscale auth approve`. */
export const APPROVE: OfficialCommand = {
  name: 'approve',
  summary: 'Let a waiting login or SSH check pass (0.29 and later).',
  flags: [AUTH_ID],

  async run(call) {
    const api = await call.connect();
    await during('approving auth request', async () => {
      const { id } = parseRegistrationId(call.value(AUTH_ID));
      await api.require('authSessionsCanBeFinished');
      await api.approveAuth(id);
    });
    await call.answer('Auth request approved', NOTHING);
  },
};
