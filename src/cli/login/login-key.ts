import path from 'node:path';
import { readApiKey } from '../../config/api-key-source.ts';
import { parseCommandLine } from '../../config/command-line.ts';
import type { Context } from '../../config/context.ts';
import { HsError } from '../../errors.ts';
import { asksForKey, type NamedAddress, typedAddress } from '../../headscale/named-address.ts';
import type { Prompter } from '../../terminal/prompter.ts';
import { keyReaders, onlyLine, refuseOddKey, type ServerReaders } from '../server-target.ts';

/** A key to log in with, and what becomes of it. */
export type LoginKey =
  /** A socket asks for none. */
  | { readonly kind: 'none'; readonly apiKey: undefined }
  /** To be kept in a store. */
  | { readonly kind: 'given'; readonly apiKey: string }
  /** A program prints it each time. */
  | { readonly kind: 'command'; readonly apiKey: string; readonly argv: readonly [string, ...string[]] }
  /** The one that the context has already. */
  | { readonly kind: 'kept'; readonly apiKey: string };

/** What the command line says of the key. */
export interface LoginKeyFlags extends Readonly<Record<string, unknown>> {
  readonly 'api-key-stdin': boolean;
  readonly 'api-key-file'?: string | undefined;
  readonly 'api-key-command'?: string | undefined;
  readonly 'make-key-over'?: string | undefined;
}

/** Where the key is to come from. */
export type LoginKeyWish =
  | { readonly kind: 'stdin' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] }
  /** It is made over a socket of the server, named as it was typed. */
  | { readonly kind: 'make'; readonly over: string }
  /** Nothing says so: the one that is kept, or asked for. */
  | { readonly kind: 'any' };

/** Where keys are got from. */
export interface LoginKeySources {
  readonly readStdin: () => Promise<string>;
  readonly readFile: (path: string) => string;
  readonly runCommand: (argv: readonly [string, ...string[]]) => Promise<string>;
  /** The key of the context there is; undefined where there is none. */
  readonly kept: () => Promise<string | undefined>;
  readonly prompter: Prompter | undefined;
  /** Shows lines before a question. */
  readonly show: (lines: readonly string[]) => void;
}

/**
 * Where the command line says that the key comes from.
 * @throws HsError `usage` for more than one place, `invalid_value` for what is no command
 */
export function loginKeyWish(flags: LoginKeyFlags): LoginKeyWish {
  const { 'api-key-file': file, 'api-key-command': command, 'make-key-over': over } = flags;
  const wishes: [flag: string, wish: LoginKeyWish][] = [];
  if (flags['api-key-stdin']) wishes.push(['--api-key-stdin', { kind: 'stdin' }]);
  if (file !== undefined) wishes.push(['--api-key-file', { kind: 'file', path: file }]);
  if (command !== undefined) {
    const argv = parseCommandLine(command, '--api-key-command');
    wishes.push(['--api-key-command', { kind: 'command', argv: withWholePath(argv) }]);
  }
  if (over !== undefined) wishes.push(['--make-key-over', { kind: 'make', over }]);
  const [first, second] = wishes;
  if (first && second) {
    throw new HsError('usage', `The API key is named twice: ${first[0]} and ${second[0]}`, {
      hint: 'Leave out one of them.',
    });
  }
  return first?.[1] ?? { kind: 'any' };
}

/** A program that is named by its path is found from everywhere later. */
function withWholePath([program, ...args]: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return [/[/\\]/.test(program) ? path.resolve(program) : program, ...args];
}

/**
 * The key to log in with: from standard input, a file or a program, else the one that is kept, or asked for without
 * being shown; none for a socket.
 * @throws HsError `nobody_to_ask` for none, `credentials` for what cannot be a key, `aborted` for no answer
 */
export async function loginKey(
  wish: Exclude<LoginKeyWish, { kind: 'make' }>,
  address: NamedAddress,
  sources: LoginKeySources,
): Promise<LoginKey> {
  const key = await foundKey(wish, address, sources);
  refuseOddKey(key.apiKey);
  return key;
}

/**
 * The key that a context has, for a login that brings none; undefined where it has none, or where its store does not
 * give it, which is said.
 */
export async function keptKey(
  context: Context | undefined,
  readers: Pick<ServerReaders, 'readTextFile' | 'contexts'>,
  say: (text: string) => void,
): Promise<string | undefined> {
  if (context === undefined || context.key.kind === 'none') return undefined;
  const { key, name, address } = context;
  const source =
    key.kind === 'command' ? key : { kind: 'stored' as const, store: key.kind, owner: { name, address } };
  try {
    return await readApiKey(source, keyReaders(readers));
  } catch (error) {
    if (!(error instanceof HsError) || error.code === 'interrupted') throw error;
    say(error.message);
    return undefined;
  }
}

async function foundKey(
  wish: Exclude<LoginKeyWish, { kind: 'make' }>,
  address: NamedAddress,
  sources: LoginKeySources,
): Promise<LoginKey> {
  switch (wish.kind) {
    case 'stdin':
      return given(onlyLine(await sources.readStdin(), 'Standard input'));
    case 'file':
      return given(onlyLine(sources.readFile(wish.path), wish.path));
    case 'command':
      return { kind: 'command', argv: wish.argv, apiKey: await sources.runCommand(wish.argv) };
    case 'any':
      return await anyKey(address, sources);
  }
}

async function anyKey(address: NamedAddress, sources: LoginKeySources): Promise<LoginKey> {
  if (!asksForKey(address)) return { kind: 'none', apiKey: undefined };
  const { prompter } = sources;
  const kept = await sources.kept();
  if (prompter) return await askedKey(address, kept, prompter, sources.show);
  if (kept !== undefined) return { kind: 'kept', apiKey: kept };
  throw new HsError('nobody_to_ask', `There is no API key for ${address.text}, and nobody to ask`, {
    hint: `${HOW_TO_MAKE_ONE} Then give it on standard input: hs login ${typedAddress(address)} --api-key-stdin < key`,
  });
}

async function askedKey(
  address: NamedAddress,
  kept: string | undefined,
  prompter: Prompter,
  show: LoginKeySources['show'],
): Promise<LoginKey> {
  const question =
    kept === undefined
      ? 'API key (not shown; ? says how to make one)'
      : 'API key (not shown; Enter keeps the one there is, ? says how to make one)';
  for (let round = 1; ; round += 1) {
    const answer = (await prompter.secret(question)).trim();
    if (answer === '' && kept !== undefined) return { kind: 'kept', apiKey: kept };
    if (answer !== '' && answer !== '?') return given(onlyLine(answer, 'The answer'));
    if (answer === '' && round > 1) throw new HsError('aborted', 'No API key was given, nothing was saved');
    show(howToMakeOne(address));
  }
}

function given(apiKey: string): LoginKey {
  return { kind: 'given', apiKey };
}

const MAKES_ONE = 'headscale apikeys create --expiration 90d';
const MASH_MAKES_ONE = `/mash/headscale/bin/${MAKES_ONE}`;

/** What a person without a key does on the server; with the MASH playbook its script stands in front. */
const HOW_TO_MAKE_ONE = `On the server, \`${MAKES_ONE}\` makes a key (MASH: ${MASH_MAKES_ONE}); \`--make-key-over ssh://admin@HOST\` makes one from here.`;

function howToMakeOne(address: NamedAddress): readonly string[] {
  return [
    'A key is made on the server, where none is asked for:',
    `  ${MAKES_ONE}`,
    `  ${MASH_MAKES_ONE}   with the MASH playbook`,
    `  docker exec headscale ${MAKES_ONE}   in a container`,
    'Or from here, through ssh to the socket of the server:',
    `  hs login ${typedAddress(address)} --make-key-over ssh://admin@HOST`,
  ];
}
