import type { DifferenceName } from '../../../src/dropin/differences.ts';
import { waitingId } from '../upstream/waiting-id.ts';

/** A line that both clients run, each on a server of its own. */
export interface Line {
  readonly words: readonly string[];
  readonly stdin?: string;
  /** Where hs does something else on purpose; on every other line that is a defect. */
  readonly differs?: readonly DifferenceName[];
}

const POLICY =
  '{\n  // ours\n  "tagOwners": {"tag:web": ["alice@"]},\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}],\n}\n';

/** A line without quotes in it. */
function line(text: string, more: Omit<Line, 'words'> = {}): Line {
  return { words: text.split(' '), ...more };
}

/** The same line for people and for programs. */
function inEachFormat(text: string, more: Omit<Line, 'words'> = {}): Line[] {
  return [text, `${text} -o json`, `-o=json-line ${text}`, `${text} --output yaml`].map((one) =>
    line(one, more),
  );
}

const FOUND_FIRST: Omit<Line, 'words'> = { differs: ['found-first'] };
const NOTED: Omit<Line, 'words'> = { differs: ['notes-beside'] };
/** Nodes that were registered by hand never expire. */
const NEVER: Omit<Line, 'words'> = { differs: ['never-is-not-over'] };
const HELP: Omit<Line, 'words'> = { differs: ['help-words'] };

/**
 * A life of a small tailnet, from no user to none.
 * @param folder where files can be put that a line names
 */
export function linesFor(release: '0.28' | '0.29', folder: string): readonly Line[] {
  /** What 0.28 alone does differently. */
  const old = (...differs: readonly DifferenceName[]) => ({ differs: release === '0.28' ? differs : [] });
  const id = waitingId(1, release === '0.29' ? 'hskey-authreq-' : '');
  const register =
    release === '0.29' ? `auth register --user alice --auth-id ${id}` : `nodes register -u alice -k ${id}`;
  return [
    ...inEachFormat('users list'),
    { words: ['users', 'create', 'alice', '--display-name', `A "the $(x)" D'oe 𝒥`, '-e', 'a@example.com'] },
    line('-o json users create bob'),
    line('users create bob'),
    line('users create'),
    ...inEachFormat('users ls'),
    line('users list -n alice'),
    line('users list --name nobody -o json'),
    line('users rename --identifier 2 --new-name bobby', NOTED),
    line('users rename -i 9 -r nobody', FOUND_FIRST),
    line('users destroy --name nobody --force', FOUND_FIRST),
    line('users destroy -i 2', { stdin: 'n\n', ...old('notes-beside') }),
    line('users destroy -i 2', { stdin: 'y\n', ...old('notes-beside') }),
    line('apikeys create -e 24h'),
    ...inEachFormat('apikeys list'),
    line('apikeys expire --id 2'),
    line('apikeys expire'),
    line('apikeys delete --id 2'),
    line('apikeys create -e 5x', { differs: ['durations-explained'] }),
    line('preauthkeys create -u 1 --reusable --ephemeral -e 24h -o json'),
    line('preauthkeys create --user 1'),
    ...inEachFormat('preauthkeys list'),
    line('preauthkeys expire --id 2'),
    line('preauthkeys delete --id 2'),
    { words: ['policy', 'set', '-f', `${folder}/policy.hujson`] },
    line('policy get'),
    line('policy set -f /nowhere/policy.hujson'),
    {
      words: ['policy', 'check', '-f', `${folder}/policy.hujson`],
      ...old('check-by-server'),
    },
    {
      words: [
        'debug',
        'create-node',
        '--name',
        'laptop',
        '--user',
        'alice',
        '--key',
        id,
        '--route',
        '10.1.0.0/24',
      ],
    },
    line(register, old('words-of-0.29')),
    ...inEachFormat('nodes list').map((one, at) => (at === 0 ? { ...one, ...NEVER } : one)),
    line('nodes rename -i 1 desktop'),
    line('nodes rename -i 9 desktop', FOUND_FIRST),
    line('nodes approve-routes -i 1 -r 10.1.0.0/24'),
    ...inEachFormat('nodes list-routes'),
    line('nodes tag -i 1 -t tag:web', NOTED),
    line('nodes tag -i 1 -t web'),
    line('nodes expire --identifier 1', old('notes-beside')),
    line('nodes expire -i x'),
    line('nodes delete -i 1', { stdin: 'n\n' }),
    line('nodes delete -i 1 --force'),
    line('nodes list -o json'),
    ...inEachFormat('health'),
    line('users', HELP),
    line('--help', HELP),
    line('bogus'),
    line('users list --bogus'),
    line('users list -o xml', { differs: ['output-checked'] }),
    line('users destroy -n alice --force', old('notes-beside')),
    line('users list -o json'),
  ];
}

/** The files that lines name. */
export const FILES: Readonly<Record<string, string>> = { 'policy.hujson': POLICY };
