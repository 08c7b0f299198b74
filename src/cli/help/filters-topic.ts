import type { CommandDescription } from '../describe.ts';
import { heading, wrap } from './layout.ts';

const WIDTH = 80;

/** `hs help filters`: how filters are written, and the fields of each noun as the commands declare them. */
export function filtersTopic(commands: readonly CommandDescription[]): string {
  const lists = commands.filter(({ id, filters }) => filters.length > 0 && id.endsWith(' list'));
  const fields = lists.map(
    ({ id, filters }) =>
      `  ${id.split(' ')[0]}\n${wrap(filters.map(({ example }) => example).join(', '), WIDTH, 6)}`,
  );
  return [GRAMMAR, heading('Fields', fields.join('\n\n')), AFTER].join('\n\n');
}

const GRAMMAR = `Lists take --filter, and so do the changes that can be made to many:

  hs nodes list --filter '!online and seen>30d'
  hs nodes list --filter 'user=alice or tag=ci' --sort lastSeen
  hs nodes delete --filter 'tag=ci and ended>7d' --dry-run

In quotes, since shells take > and < for files and spaces for the end of a word.
Several --filter hold together.

CONDITIONS
  online           it is so; !online: it is not
  user=alice       exactly that; != for all others
  name~lap         holds that text, whatever the case; !~ for those that do not
  seen>30d         longer ago than that, or further away; < for less
  expires=never    there is no such time
  id>100           numbers: =, !=, < and >
  name="John Doe"  a value with spaces, quotes or parentheses stands in quotes

JOINING
  and binds stronger than or, and ! (or not) stronger than both; parentheses say
  otherwise: '(user=alice or user=bob) and !online'

TIMES
  A number and a unit: 90s, 15m, 12h, 30d, 2w, 1y, and together 1d12h.`;

const AFTER = `What each of them is true for: hs nodes list --help, and the same for the
others. A word that is no field is refused with those that are.`;
