import { type ErrorCode, EXIT_CODES } from '../../src/errors.ts';
import { code, fence, table } from './markdown.ts';

/** When each kind of failure happens. A new kind without a line here does not compile. */
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  failed: 'The server refused or could not do it, or the output could not be written',
  internal: 'A defect of hs: something happened that it does not know',
  aborted: 'Somebody answered no, or ended the input at a question: nothing was changed',
  policy_refused:
    'The server refuses a policy; the message has its reason (`hs policy check` ends with 9 then)',
  usage: 'The command line cannot be meant: an unknown command or flag, a missing value, a contradiction',
  ambiguous: 'A name fits several; the candidates are in `details`',
  invalid_value:
    'A value was refused before anything was sent: a name that no policy can express, a time that is none',
  nobody_to_ask:
    'A question would be needed, and there is no terminal, or `CI` or `--no-input` is set: nothing was sent that changes anything',
  not_found: 'There is no such user, node, key or route',
  credentials: 'The API key is missing, unknown to the server or expired',
  conflict: 'It stands in the way of something else: the name is taken, the user owns nodes',
  changed_meanwhile: 'Somebody else changed it between looking and writing: nothing was written',
  unreachable: 'The server cannot be reached; the message names the cause',
  timeout: 'The server did not answer in time (`--timeout`)',
  answer_lost:
    'A change was sent and its answer was lost: it may have been applied. Look before you repeat it',
  unsupported: 'This release of Headscale cannot do it, or would read it as something else: it was not asked',
  unknown_release: 'The release could not be told, so nothing was changed',
  partial: 'Some of several changes failed; stdout tells which',
  found: 'What was asked for was found (checks that answer by exit code)',
  interrupted: 'Ctrl-C',
};

const NAMES: Readonly<Record<number, string>> = {
  1: 'it failed',
  2: 'typed wrong, refused, or nobody to ask',
  3: 'not found',
  4: 'credentials',
  5: 'conflict',
  6: 'unreachable, timed out, or the answer was lost',
  7: 'this release cannot',
  8: 'partly failed',
  9: 'asked for and found',
  130: 'interrupted',
};

/** `docs/exit-codes.md`: what a process ends with, and the `code` of the JSON error. */
export function exitCodesPage(): string {
  const kinds = Object.entries(EXIT_CODES) as [ErrorCode, number][];
  const rows = kinds.map(([kind, exit], at) => {
    const first = kinds.findIndex(([, other]) => other === exit) === at;
    return [first ? `**${exit}** ${NAMES[exit] ?? ''}` : '', code(kind), MEANINGS[kind]];
  });
  return `${[
    '# Exit codes',
    '<!-- Written by `npm run docs`: change scripts/docs/exit-codes-page.ts or src/errors.ts, not this file. -->',
    'What `hs` ends with. Scripts may rely on these; new ones may be added, none changes its meaning.',
    table(
      ['Exit code', '`code` in JSON', 'When'],
      [['**0** it worked', '', 'Also: an empty list, and a reader that went away early (`| head`)'], ...rows],
    ),
    'The word in the second column is the `code` of the error object that stands on stderr with `-o json`, `jsonl` or ' +
      '`yaml`. It tells apart what shares an exit code; see [JSON](json.md#errors).',
    '## In a script',
    fence(
      'sh',
      [
        'hs users show john.doe > /dev/null',
        'case $? in',
        '  0) echo "there already" ;;',
        '  3) hs users create john.doe ;;',
        '  *) exit 1 ;;',
        'esac',
      ].join('\n'),
    ),
    'Exit code 6 after a change deserves care: `unreachable` and `timeout` of a read can be tried again, `answer_lost` ' +
      'says that the change may have been applied. `hs` itself never sends a change twice.',
  ].join('\n\n')}\n`;
}
