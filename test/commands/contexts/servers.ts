import { type Context, newContext } from '../../../src/config/context.ts';
import { type Outcome, runHs } from '../../support/harness.ts';
import { type Remembered, remembering } from '../../support/remembered.ts';

export const PROD: Context = { ...newContext('prod', 'https://hs.example.org'), defaultUser: 'alice' };
export const LAB: Context = {
  ...newContext('lab', 'https://lab.example.org:50443'),
  transport: 'http',
  readOnly: true,
};
export const PROD_KEY = 'hskey-api-aaaaaaaaaaaa-bbbb';
export const LAB_KEY = 'hskey-api-cccccccccccc-dddd';

/** A machine that knows prod and lab; lab is the current one. */
export const twoServers = (): Promise<Remembered> => remembering([PROD, PROD_KEY], [LAB, LAB_KEY]);

/** Runs a command line where this is remembered. */
export const hsWith = (
  { contexts }: Remembered,
  line: string,
  env: Record<string, string> = {},
): Promise<Outcome> => runHs(line.split(' '), { contexts, env });

/** The names of the contexts, the current one with a star. */
export async function namesIn({ contexts }: Remembered): Promise<string[]> {
  const { config } = await contexts.file.read();
  return [...config.contexts.keys()].map((name) => (name === config.currentContext ? `${name}*` : name));
}
