import { byId, byName, type Explain, flag, whereOn } from './explanation.ts';
import { owner } from './owner.ts';

/** The lines of `headscale preauthkeys`. */
export const PREAUTHKEYS: Readonly<Record<string, Explain>> = {
  'preauthkeys list': (said) => ({
    command: ['preauthkeys', 'list'],
    flags: flag('--user', owner(said.text('user'))),
    better: [
      'Keys of all users on every release, their secrets masked; what devices can still join with: --filter usable',
    ],
  }),
  'preauthkeys create': (said) => {
    const user = owner(said.text('user'));
    const tags = said.list('tags') ?? [];
    return {
      command: ['preauthkeys', 'create'],
      flags: [
        ...(user === undefined ? ['--no-user'] : flag('--user', user)),
        ...whereOn('--reusable', said.on('reusable')),
        ...whereOn('--ephemeral', said.on('ephemeral')),
        ...flag('--expiration', said.text('expiration')),
        ...(tags.length === 0 ? [] : flag('--tags', tags.join(','))),
      ],
      better: [
        'A user is named by name on every release; without --user and --no-user it is the only one there is.',
        'What to type on the device, or a QR code for a phone: --onboard, --qr; --wait waits for it.',
      ],
    };
  },
  'preauthkeys expire': (said) => {
    const [key] = said.args;
    const id = said.id('id');
    const user = said.text('user');
    return {
      command: ['preauthkeys', 'expire'],
      args: [id !== undefined || key === undefined ? byId(id, 'KEY') : byName(key)],
      asks: 'hs',
      better: [
        'A key that there is not is an error; the official client of some releases says OK.',
        ...(user === undefined ? [] : ['Whose key it is need not be said.']),
      ],
    };
  },
  'preauthkeys delete': (said) => ({
    command: ['preauthkeys', 'delete'],
    args: [byId(said.id('id'), 'KEY')],
    asks: 'hs',
    better: ['All that are of no use any more go at once: hs preauthkeys prune'],
  }),
};
