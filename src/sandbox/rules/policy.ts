import { readFileSync } from 'node:fs';
import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import { textOf } from '../message.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Step } from '../policy/read-policy.ts';
import { badSshAction, PolicyRefused, readPolicy } from '../policy/read-policy.ts';
import { failedTests } from '../policy/tests.ts';
import type { Timeline } from '../release.ts';
import { asOf } from '../release.ts';
import { bareError, invalidArgument } from '../status.ts';
import { quoted } from './prefixes.ts';

/** What a release says before the reason, by the step that refused the policy. */
const BEFORE_REASON: Timeline<Readonly<Record<Step, string>>> = {
  '0.23': {
    syntax: 'loading ACL policy file: parsing hujson, err: ',
    decode: 'loading ACL policy file: unmarshalling policy, err: ',
    empty: 'loading ACL policy file: ',
    action: 'verifying policy rules: ',
    ssh: 'verifying SSH rules: ',
    field: '',
    reference: '',
    tests: '',
  },
  '0.24': {
    syntax: 'setting policy: parsing policy: parsing hujson, err: ',
    decode: 'setting policy: parsing policy: unmarshalling policy, err: ',
    empty: 'setting policy: parsing policy: ',
    action: 'setting policy: compiling filter rules: ',
    ssh: 'verifying SSH rules: ',
    field: '',
    reference: '',
    tests: '',
  },
  '0.26': {
    syntax: 'setting policy: parsing policy: parsing HuJSON: ',
    decode: 'setting policy: parsing policy: parsing policy from bytes: ',
    empty: '',
    action: 'setting policy: compiling filter rules: ',
    ssh: 'verifying SSH rules: ',
    field: 'setting policy: parsing policy: ',
    reference: 'setting policy: parsing policy: ',
    tests: 'setting policy: test(s) failed:\n',
  },
};

/** GetPolicy: the newest row, or the file as it is now. */
export const getPolicy: Rule = (context) => {
  const { mode, path } = context.policySource;
  if (mode === 'file') return { policy: policyFile(path), updatedAt: null };
  if (mode !== 'database') {
    const text = `no supported policy mode found in configuration, policy.mode: ${quoted(mode)}`;
    throw bareError(text, 'policy_mode');
  }
  const newest = context.store.policies.all().at(-1);
  if (!newest) throw bareError('loading ACL from database: acl policy not found', 'policy_not_found');
  return { policy: newest.text, updatedAt: newest.updatedAt };
};

/** SetPolicy. From 0.24 on the policy is in force before its SSH rules are looked at and before it is stored. */
export const setPolicy: Rule = (context, request) => {
  if (context.policySource.mode !== 'database') {
    throw bareError("update is disabled for modes other than 'database'", 'policy_file_mode');
  }
  const text = textOf(request, 'policy');
  // From 0.24 on an empty text is stored, and the policy in force stays.
  if (text !== '' || !from(context, '0.24')) putInForce(context, text);
  const row = context.store.policies.insert({ text, updatedAt: present(context) });
  return { policy: row.text, updatedAt: row.updatedAt };
};

/** CheckPolicy (0.29 and later): stores nothing, works in any mode, takes an empty text. */
export const checkPolicy: Rule = (context, request) => {
  const text = textOf(request, 'policy');
  try {
    if (text !== '') checked(context, text);
  } catch (error) {
    if (!(error instanceof PolicyRefused)) throw error;
    throw invalidArgument(refusal(context, error).replace(/^setting policy: /, ''), 'bad_policy');
  }
  return {};
};

/** The policy a server has in force after it started: the newest one, unless it is empty or bad. */
export function policyAtStart(context: Context): PolicyDocument | null {
  try {
    const { mode, path } = context.policySource;
    const text = mode === 'file' ? policyFile(path) : (context.store.policies.all().at(-1)?.text ?? '');
    return text === '' ? null : readPolicy(context.release, text);
  } catch {
    return null;
  }
}

function putInForce(context: Context, text: string): void {
  try {
    const policy = checked(context, text);
    context.store.policyFault = null;
    if (from(context, '0.24')) context.store.activePolicy = policy;
    compileSsh(context, policy);
    context.store.activePolicy = policy;
  } catch (error) {
    if (!(error instanceof PolicyRefused)) throw error;
    const inForce = error.step === 'action' && from(context, '0.24') && !from(context, '0.27.0');
    if (inForce) context.store.policyFault = `compiling filter rules: ${error.message}`;
    throw bareError(refusal(context, error), 'bad_policy');
  }
}

/**
 * What the server does after a change to its users or nodes: it compiles the policy anew. Where a refused one is in
 * force (0.24 to 0.26), that fails, and the change is made all the same.
 */
export function compileAnew({ store }: Context, because: 'user' | 'node'): void {
  if (store.policyFault !== null)
    throw bareError(`updating resources using ${because}: ${store.policyFault}`);
}

function checked(context: Context, text: string): PolicyDocument {
  const policy = readPolicy(context.release, text);
  if (!from(context, '0.29')) return policy;
  const { nodes, users } = context.store;
  const failed = failedTests(policy, { nodes: nodes.all(), users: users.all() });
  if (failed.length > 0) throw new PolicyRefused('tests', failed.join('\n'));
  return policy;
}

/** SSH rules are compiled for the first node only; without a node for none. */
function compileSsh(context: Context, policy: PolicyDocument): void {
  const bad = badSshAction(policy);
  if (bad === undefined || context.store.nodes.size === 0) return;
  throw new PolicyRefused('ssh', `parsing SSH policy, unknown action "${bad}"`);
}

function refusal(context: Context, refused: PolicyRefused): string {
  return asOf(context.release, BEFORE_REASON)[refused.step] + refused.message;
}

function policyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'EACCES' ? 'permission denied' : 'no such file or directory';
    throw bareError(`reading policy from path "${path}": open ${path}: ${why}`, 'policy_not_found');
  }
}
