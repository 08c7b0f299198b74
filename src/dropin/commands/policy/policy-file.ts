import { readPolicyText } from '../../../operations/policy-source.ts';
import type { Call } from '../../call.ts';
import { during } from '../../errors/context-error.ts';
import { textFlag } from '../../grammar/flag.ts';

/** The file with a policy. */
export const FILE = textFlag({
  name: 'file',
  char: 'f',
  summary: 'A file with the policy (HuJSON), or - for standard input',
  required: true,
});

/** The text of the policy that a line names. Throws where there is none in it. */
export async function readPolicyFile(call: Call): Promise<string> {
  const name = call.value(FILE);
  return await during('reading policy file', async () => {
    const text = await call.readFile(name);
    return await readPolicyText(name, { readFile: () => text, readStdin: async () => text });
  });
}
