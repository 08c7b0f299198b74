import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { codeBlocks, pageText } from '../docs/code-blocks.ts';
import { HOSTILE_WORDS } from '../support/hostile-words.ts';
import { findProgram, testWith } from '../support/needs.ts';
import { useProgram } from '../support/program.ts';

const hs = useProgram();
const POLICY = '{"acls":[]} // from Ansible\n';

/** What the `command` module says of one call; a loop has one for each round. */
interface Result {
  readonly rc?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly results?: readonly Result[];
}

/** Runs a playbook with these tasks on this machine; answers what the ones that are named came to. */
async function play(tasks: string, named: readonly string[]): Promise<Result[]> {
  const [file, answers] = [path.join(hs.folder, 'playbook.yml'), path.join(hs.folder, 'answers.json')];
  const copy = `- copy: {dest: ${JSON.stringify(answers)}, content: "{{ [${named.join(', ')}] | to_json }}"}`;
  const lines = [...tasks.trim().split('\n'), copy].map((line) => `    ${line}`);
  const head = '- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n';
  await writeFile(file, `${head}${lines.join('\n')}\n`);
  const own = path.join(hs.folder, 'ansible');
  const env = { ANSIBLE_LOCAL_TEMP: own, ANSIBLE_REMOTE_TEMP: own, LC_ALL: 'C.UTF-8' };
  const program = findProgram('ansible-playbook') ?? '';
  const { code, out } = await hs.runOther(program, ['-i', 'localhost,', file], { env, stdin: '' });
  expect(code, out).toBe(0);
  return JSON.parse(await readFile(answers, 'utf8')) as Result[];
}

testWith('ansible-playbook')('the command module of Ansible calls it as it is, without a shell', async () => {
  const bin = path.join(hs.folder, 'bin of mash');
  await mkdir(bin);
  await hs.run(['headscale', '--install', bin]);
  const headscale = path.join(bin, 'headscale');
  // Ansible itself puts variables of the environment into words (2.14; from 2.16 on expand_argument_vars stops that).
  const texts = Object.values(HOSTILE_WORDS).filter((text) => !text.includes('$'));
  const unsafe = texts.map((text) => `!unsafe ${JSON.stringify(text)}`);
  const rounds = texts.flatMap((_, at) => (at % 2 === 0 ? [at] : []));
  const tasks = `
- command:
    argv: ['${headscale}', users, create, 'user-{{ at }}', --display-name, '{{ texts[at] }}', -e, '{{ texts[at - 1] }}']
  vars: {texts: [${unsafe.join(', ')}]}
  loop: [${rounds.join(', ')}]
  loop_control: {loop_var: at}
  register: made
- command:
    argv: ['${headscale}', policy, set, -f, '-']
    stdin: ${JSON.stringify(POLICY)}
    stdin_add_newline: false
  register: stored
- command: "'${headscale}' users destroy --name nobody --force -o json"
  register: gone
  failed_when: gone.rc != 1
- command: "'${headscale}' users list -o json"
  register: listed`;
  const [made, stored, gone, listed] = await play(tasks, ['made', 'stored', 'gone', 'listed']);
  const each = made?.results?.map(({ rc, stderr }) => ({ rc, stderr }));
  expect(each).toEqual(rounds.map(() => ({ rc: 0, stderr: '' })));
  const users = hs.sandbox.store.users.all();
  expect(users.map(({ displayName, email }) => [displayName, email])).toEqual(
    rounds.map((at) => [texts[at], texts.at(at - 1)]),
  );
  expect(stored).toMatchObject({ rc: 0, stdout: 'Policy updated.', stderr: '' });
  expect(hs.sandbox.calls.findLast(({ rpc }) => rpc === 'SetPolicy')?.request).toMatchObject({
    policy: POLICY,
  });
  expect(gone).toMatchObject({ rc: 1, stdout: '' });
  expect(JSON.parse(gone?.stderr ?? '')).toEqual({ error: expect.stringContaining('nobody') });
  expect(JSON.parse(listed?.stdout ?? '')).toHaveLength(rounds.length);
});

testWith('ansible-playbook')('the tasks of the guide run twice, and make John once', async () => {
  const [shown] = codeBlocks(pageText('docs/guides/in-its-place.md')).filter(
    ({ info }) => info[0] === 'yaml',
  );
  const bin = path.join(hs.folder, 'bin of the guide');
  await mkdir(bin);
  await hs.run(['headscale', '--install', bin]);
  const text = (shown?.lines ?? []).map((line) => `${line.text}\n`).join('');
  expect(text.match(/\/mash\/headscale\/bin\/headscale/g)).toHaveLength(3);
  const tasks = text.replaceAll('/mash/headscale/bin/headscale', path.join(bin, 'headscale'));
  const before = hs.sandbox.calls.length;
  await play(`${tasks}${tasks}`, ['john']);
  const calls = hs.sandbox.calls.slice(before).map(({ rpc }) => rpc);
  expect(calls.filter((rpc) => /^(Create|Set)/.test(rpc))).toEqual(['CreateUser', 'SetPolicy', 'SetPolicy']);
  expect(hs.sandbox.store.users.all().at(-1)).toMatchObject({ name: 'john.doe', displayName: 'John Doe' });
});
