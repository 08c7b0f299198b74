import { parseRegistrationId } from '../../../domain/registration-id.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { NOTHING } from '../../output/data.ts';
import { AUTH_ID } from './auth-id.ts';

/** `headscale auth reject`. */
export const REJECT: OfficialCommand = {
  name: 'reject',
  summary: 'Turn a waiting login or SSH check away (0.29 and later).',
  flags: [AUTH_ID],

  async run(call) {
    const api = await call.connect();
    await during('rejecting auth request', async () => {
      const { id } = parseRegistrationId(call.value(AUTH_ID));
      await api.require('authSessionsCanBeFinished');
      const hazard = await api.hazard('rejectedLoginsCanStillRegister');
      await api.rejectAuth(id);
      if (hazard) call.note(`${hazard.sentence}. ${hazard.instead}`);
    });
    await call.answer('Auth request rejected', NOTHING);
  },
};
