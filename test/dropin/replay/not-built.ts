import { findCommand, plainWords } from '../../../src/dropin/grammar/find-command.ts';
import { CONFIG, FORCE, OUTPUT } from '../../../src/dropin/grammar/global-flags.ts';
import { ROOT } from '../../../src/dropin/tree.ts';
import type { RecordedCase } from './recorded-case.ts';

/**
 * Commands that hs does not have yet, by the words that lead to them. Their cases are left aside. An entry whose
 * command is there fails the replay: it has to go from the list.
 */
const NOT_BUILT: readonly string[] = [
  'auth',
  'debug',
  'node',
  'nodes',
  'preauthkey',
  'preauthkeys',
  'authkey',
  'pre',
  'machine',
  'machines',
  'routes',
  'route',
  'r',
];

/** Entries of the list whose command can be run by now. */
export function builtMeanwhile(): string[] {
  return NOT_BUILT.filter((words) => {
    const { path } = findCommand(ROOT, [], words.split(' '));
    return path.length > words.split(' ').length;
  });
}

/** Whether a case is one of those commands. */
export function isNotBuilt({ argv }: Pick<RecordedCase, 'argv'>): boolean {
  if (argv[0] === 'help') return isNotBuilt({ argv: argv.slice(1) });
  const { path, rest } = findCommand(ROOT, [CONFIG, OUTPUT, FORCE], argv);
  const found = path.slice(1).map(({ name }) => name);
  // What hides behind flags of a command that is not known is found wherever it stands.
  const words = path.length === 1 ? rest : plainWords(rest, []);
  return words.some((word) => NOT_BUILT.includes([...found, word].join(' ')));
}
