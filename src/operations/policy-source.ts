import { HsError } from '../errors.ts';

/** Where policy texts come from. */
export interface PolicySource {
  readFile(path: string): string;
  readStdin(): Promise<string>;
}

/**
 * The text of a policy, byte for byte: a file, or `-` for standard input.
 * @throws HsError `usage` where none is named, `invalid_value` for an empty one: 0.24 and later store an empty policy
 *   and have no rules after their next start
 */
export async function readPolicyText(name: string | undefined, source: PolicySource): Promise<string> {
  if (name === undefined) {
    throw new HsError('usage', 'The policy is missing', {
      hint: 'Name a file, or - to read it from standard input.',
    });
  }
  const text = name === '-' ? await source.readStdin() : source.readFile(name);
  if (text.trim() !== '') return text;
  throw new HsError('invalid_value', `The policy in ${name === '-' ? 'standard input' : name} is empty`, {
    hint: 'To allow everything, write {"acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]}]}.',
  });
}
