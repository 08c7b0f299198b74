import type { User } from '../../../domain/user.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { textFlag } from '../../grammar/flag.ts';
import { listData } from '../../output/data.ts';
import type { TableColumn } from '../../output/table.ts';
import { timeText } from '../../output/time-text.ts';
import { userShape } from './shape.ts';
import { IDENTIFIER, NAME } from './which-user.ts';

const EMAIL = textFlag({ name: 'email', char: 'e', summary: 'The e-mail address of the user' });

const COLUMNS: readonly TableColumn<User>[] = [
  { header: 'ID', cell: ({ id }) => id },
  { header: 'Name', cell: ({ displayName }) => displayName },
  { header: 'Username', cell: ({ name }) => name },
  { header: 'Email', cell: ({ email }) => email },
  { header: 'Created', cell: ({ createdAt }) => timeText(createdAt) },
];

/** `headscale users list`: everybody, or those that one flag names; an id counts before a name, that before an e-mail. */
export const LIST: OfficialCommand = {
  name: 'list',
  aliases: ['ls', 'show'],
  summary: 'List users.',
  flags: [IDENTIFIER, NAME, EMAIL],

  async run(call) {
    const api = await call.connect();
    const [id, name, email] = [call.value(IDENTIFIER), call.value(NAME), call.value(EMAIL)];
    const all = await during('listing users', () => api.listUsers());
    const users = all.filter((user) => {
      if (id > 0n) return user.id === String(id);
      if (name !== '') return user.name === name;
      return email === '' || user.email === email;
    });
    await call.list(COLUMNS, users, listData(userShape, users));
  },
};
