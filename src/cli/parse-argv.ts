import type { Command } from '@oclif/core';
import { maskPatterns } from '../domain/secret.ts';
import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import { FORMATS } from '../output/format.ts';
import { MissingArgument } from './missing-argument.ts';
import { usualValue } from './optional-value.ts';

/** The flags and arguments a command declares, in oclif's terms. */
export interface Grammar {
  readonly flags: Readonly<Record<string, Command.Flag.Any>>;
  readonly args: Readonly<Record<string, Command.Arg.Any>>;
}

/** What was typed, each value as it was typed and not yet parsed. */
interface Tokens {
  readonly flags: Map<string, string[]>;
  readonly positionals: string[];
}

/**
 * Reads an argument vector. oclif's own parser is not used: it takes `--flag=--other` for a missing value, strips
 * quotes from lists, feeds standard input to missing arguments and lets greedy flags eat positionals (measured on
 * 5.1.9). Here a value is what was typed, byte for byte, or it is refused.
 * @throws HsError `usage`
 */
export async function parseArgv(
  argv: readonly string[],
  grammar: Grammar,
): Promise<{ flags: Record<string, unknown>; args: Record<string, unknown> }> {
  const tokens = tokenize(argv, grammar);
  return { flags: await flagValues(tokens, grammar), args: await argValues(tokens, grammar) };
}

function tokenize(argv: readonly string[], grammar: Grammar): Tokens {
  const tokens: Tokens = { flags: new Map(), positionals: [] };
  const queue = [...argv];
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token === '--') {
      tokens.positionals.push(...queue);
      break;
    }
    if (token === '-' || !token.startsWith('-')) tokens.positionals.push(token);
    else if (token.startsWith('--')) longFlag(token, queue, grammar, tokens);
    else shortFlags(token, queue, grammar, tokens);
  }
  return tokens;
}

function longFlag(token: string, queue: string[], grammar: Grammar, tokens: Tokens): void {
  const [typed = '', inline] = splitOnce(token.slice(2));
  const name = longName(typed, grammar);
  if (name === undefined) throw unknownFlag(`--${typed}`, grammar);
  takeFlag(name, inline, queue, grammar, tokens);
}

function shortFlags(token: string, queue: string[], grammar: Grammar, tokens: Tokens): void {
  refuseLongName(token, grammar);
  let rest = token.slice(1);
  while (rest !== '') {
    const [char = ''] = rest;
    const name = Object.keys(grammar.flags).find((key) => grammar.flags[key]?.char === char);
    if (name === undefined) throw unknownShort(token, char);
    rest = rest.slice(char.length);
    if (grammar.flags[name]?.type === 'boolean') {
      takeFlag(name, rest.startsWith('=') ? rest.slice(1) : undefined, queue, grammar, tokens);
      if (rest.startsWith('=')) return;
    } else {
      const inline = rest === '' ? undefined : rest.replace(/^=/, '');
      takeFlag(name, inline, queue, grammar, tokens);
      return;
    }
  }
}

function takeFlag(
  name: string,
  inline: string | undefined,
  queue: string[],
  grammar: Grammar,
  tokens: Tokens,
): void {
  const flag = grammar.flags[name];
  const seen = tokens.flags.get(name) ?? [];
  if (seen.length > 0 && !isMultiple(flag)) throw new HsError('usage', `--${name} is given twice`);
  tokens.flags.set(name, [
    ...seen,
    takenValue(name, flag, inline, queue, Object.keys(grammar.args).length > 0),
  ]);
}

function takenValue(
  name: string,
  flag: Command.Flag.Any | undefined,
  inline: string | undefined,
  queue: string[],
  takesArguments: boolean,
): string {
  if (flag?.type === 'boolean') {
    if (inline !== undefined)
      throw new HsError('usage', `--${name} takes no value`, { hint: `Write --${name} alone.` });
    return 'true';
  }
  if (inline !== undefined) return inline;
  const next = queue[0];
  const usual = usualValue(flag);
  // Where a command takes arguments, the next word is one of them, not a value that may be left out.
  if (usual !== undefined && (takesArguments || next === undefined || next.startsWith('-'))) return usual;
  if (next === undefined) throw new HsError('usage', `--${name} needs a value`);
  if (next.startsWith('-') && next !== '-') {
    throw new HsError('usage', `--${name} needs a value, and "${shorten(next)}" looks like a flag`, {
      // Only what no shell would take apart can be copied as it stands.
      hint: /^[\w@%+=:,./-]+$/.test(next)
        ? `If it is the value, write --${name}=${shorten(next)}.`
        : `If it is the value, write --${name}="…", with = and quotes.`,
    });
  }
  queue.shift();
  return next;
}

async function flagValues(tokens: Tokens, grammar: Grammar): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(grammar.flags)) {
    const typed = tokens.flags.get(name);
    if (typed) values[name] = await flagValue(name, flag, typed);
    else if (flag.type === 'boolean') values[name] = false;
    else if (flag.default !== undefined && typeof flag.default !== 'function') values[name] = flag.default;
    else if (flag.required) throw new MissingArgument(`--${name}`, 'Add --help for examples.');
  }
  return values;
}

async function flagValue(name: string, flag: Command.Flag.Any, typed: readonly string[]): Promise<unknown> {
  if (flag.type === 'boolean') return true;
  const pieces = isMultiple(flag) && flag.delimiter ? typed.flatMap((text) => text.split(',')) : [...typed];
  const values: unknown[] = [];
  for (const piece of pieces) {
    if (flag.options && !flag.options.includes(piece)) throw refusedOption(`--${name}`, piece, flag.options);
    values.push(await parseValue(flag, piece));
  }
  return isMultiple(flag) ? values : values[0];
}

async function argValues(tokens: Tokens, grammar: Grammar): Promise<Record<string, unknown>> {
  const entries = Object.entries(grammar.args);
  const values: Record<string, unknown> = {};
  const left = [...tokens.positionals];
  for (const [name, arg] of entries) {
    const typed = arg.multiple ? left.splice(0) : left.splice(0, 1);
    if (typed.length === 0) {
      if (arg.required) throw missingArgument(name, grammar.args);
      continue;
    }
    const parsed: unknown[] = [];
    for (const text of typed) {
      if (arg.options && !arg.options.includes(text))
        throw refusedOption(name.toUpperCase(), text, arg.options);
      parsed.push(await parseValue(arg, text));
    }
    values[name] = arg.multiple ? parsed : parsed[0];
  }
  if (left.length > 0) {
    const expected = entries.length === 0 ? 'It takes none.' : `It takes ${entries.length}.`;
    const quoted = left.map((text) => `"${shorten(text)}"`).join(', ');
    throw new HsError('usage', `Too many arguments: ${quoted}`, {
      hint: `${expected} A value with spaces needs quotes around it.`,
    });
  }
  return values;
}

/** oclif hands a context to a parser too; ours are functions of the text alone. */
function parseValue(definition: object, text: string): unknown {
  const { parse } = definition as { parse?: (text: string, context: object, definition: object) => unknown };
  return parse ? parse(text, {}, definition) : text;
}

function longName(typed: string, grammar: Grammar): string | undefined {
  if (Object.hasOwn(grammar.flags, typed)) return typed;
  return Object.keys(grammar.flags).find((key) => grammar.flags[key]?.aliases?.includes(typed));
}

function isMultiple(
  flag: Command.Flag.Any | undefined,
): flag is Command.Flag.Any & { multiple: true; delimiter?: ',' } {
  return flag?.type === 'option' && flag.multiple === true;
}

function unknownFlag(typed: string, grammar: Grammar): HsError {
  const known = Object.keys(grammar.flags).map((name) => `--${name}`);
  const begun = typed.length > 3 ? known.filter((name) => name.startsWith(typed)) : [];
  const format = 'output' in grammar.flags && FORMATS.find((one) => typed === `--${one}`);
  const near = format ? [`-o ${format}`] : begun.length > 0 ? begun : nearest(typed, known);
  return new HsError('usage', `There is no flag ${shorten(typed)} here`, {
    hint: didYouMean(near) ?? 'Add --help to see the flags.',
  });
}

/** `-user alice` would read as `-u ser`, and `-dry-run` as a display name: nobody means that. */
function refuseLongName(token: string, grammar: Grammar): void {
  const [typed] = splitOnce(token.slice(1));
  if (typed.length < 2 || longName(typed, grammar) === undefined) return;
  throw new HsError('usage', `There is no flag -${typed} here`, { hint: `Did you mean --${typed}?` });
}

function unknownShort(token: string, char: string): HsError {
  return new HsError('usage', `There is no flag -${char} here (in "${shorten(token)}")`, {
    hint: 'A value that begins with a dash goes after "--", or as --flag=VALUE.',
  });
}

function missingArgument(name: string, args: Grammar['args']): HsError {
  const names = Object.keys(args)
    .filter((one) => args[one]?.required)
    .map((one) => one.toUpperCase());
  const hint =
    names.length > 1 ? `It takes ${names.join(' and ')}, in this order.` : 'Add --help for examples.';
  return new MissingArgument(name.toUpperCase(), hint);
}

function refusedOption(name: string, piece: string, options: readonly string[]): HsError {
  const near = nearest(piece, [...options]);
  const question = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  return new HsError('invalid_value', `${name} cannot be "${shorten(piece)}"`, {
    hint: `It is one of ${options.join(', ')}.${question}`,
  });
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Masked before it is cut: half a secret has no form that anything would know it by. */
function shorten(text: string): string {
  const shown = maskPatterns(text);
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
