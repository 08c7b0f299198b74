import { byId, byName, condition, type Explain, flag, type Said } from './explanation.ts';

const NAMES = 'Users are named by name, id or e-mail address, on every release.';

/** The lines of `headscale users`. */
export const USERS: Readonly<Record<string, Explain>> = {
  'users list': (said) => {
    const wish = [
      ['id', said.id('identifier')],
      ['name', said.text('name')],
      ['email', said.text('email')],
    ] as const;
    const [field, value] = wish.find(([, text]) => text !== undefined) ?? [];
    return {
      command: ['users', 'list'],
      flags: field === undefined || value === undefined ? [] : ['--filter', condition(field, value)],
      better: [
        'A filter takes parts of names and times too (--filter "name~ali and created<30d"), and --sort and --columns are there.',
        'One user alone, and an error where there is none: hs users show alice',
      ],
    };
  },
  'users create': (said) => ({
    command: ['users', 'create'],
    args: [said.args[0] ?? 'NAME'],
    flags: [
      ...flag('--display-name', said.text('display-name')),
      ...flag('--email', said.text('email')),
      ...flag('--picture-url', said.text('picture-url')),
    ],
    better: [
      'Without a name it is made from --display-name; a name that a policy could not hold is refused before it is sent.',
      'A script can run twice with --if-not-exists.',
    ],
  }),
  'users rename': (said) => ({
    command: ['users', 'rename'],
    args: [user(said), said.text('new-name') ?? 'NEW_NAME'],
    better: [NAMES],
  }),
  'users destroy': (said) => ({
    command: ['users', 'delete'],
    args: [user(said)],
    asks: 'both',
    better: [
      NAMES,
      'Several at once, by their names or --filter, and --dry-run says what would go with them.',
    ],
  }),
};

/** A negative id is none. */
function user(said: Said): string {
  const [id, name] = [said.id('identifier'), said.text('name')];
  if (id !== undefined && !id.startsWith('-')) return byId(id, 'USER');
  return name === undefined ? 'USER' : byName(name);
}
