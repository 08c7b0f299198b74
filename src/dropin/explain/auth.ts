import { byName, type Explain, flag } from './explanation.ts';

/** The lines of `headscale auth`. */
export const AUTH: Readonly<Record<string, Explain>> = {
  'auth register': (said) => {
    const user = said.text('user');
    return {
      command: ['auth', 'register'],
      flags: [
        ...flag('--user', user === undefined ? 'USER' : byName(user)),
        ...flag('--auth-id', said.text('auth-id') ?? 'ID'),
      ],
      better: [
        'The URL or the whole line that the device shows will do as well, and --wait waits until it is online.',
      ],
    };
  },
  'auth approve': (said) => ({
    command: ['auth', 'approve'],
    args: [said.text('auth-id') ?? 'ID'],
    better: ['The URL that the device shows will do as well; several at once, or - for a list.'],
  }),
  'auth reject': (said) => ({
    command: ['auth', 'reject'],
    args: [said.text('auth-id') ?? 'ID'],
    better: [
      'The URL that the device shows will do as well. It says where a rejected device can register all the same.',
    ],
  }),
};
