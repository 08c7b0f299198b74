import { createApiKey } from '../../../operations/create-api-key.ts';
import { DEFAULT_API_KEY_LIFETIME, endOfLifetime } from '../../../operations/new-key.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { textFlag } from '../../grammar/flag.ts';
import { plainData } from '../../output/data.ts';

const EXPIRATION = textFlag({
  name: 'expiration',
  char: 'e',
  summary: `How long it can be used, such as 30m, 24h or 1y (${DEFAULT_API_KEY_LIFETIME})`,
  usual: DEFAULT_API_KEY_LIFETIME,
});

/** `headscale apikeys create`. */
export const CREATE: OfficialCommand = {
  name: 'create',
  aliases: ['c', 'new'],
  summary: 'Create an API key. It is shown this once.',
  flags: [EXPIRATION],

  async run(call) {
    const api = await call.connect();
    const expiration = await during('parsing duration', () =>
      endOfLifetime(call.value(EXPIRATION), call.now()),
    );
    const { key, notices } = await during('creating api key', () =>
      createApiKey(api, expiration, call.now()),
    );
    for (const notice of notices) call.note(notice);
    await call.secret(key.secret, plainData(key.secret), `headscale apikeys expire --prefix ${key.prefix}`);
  },
};
