import { HsError } from '../../errors.ts';
import { namesToComplete } from '../../operations/names-to-complete.ts';
import { rememberedNames, rememberNames } from '../../state/remembered-names.ts';
import { writeAll } from '../../terminal/streams.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CommandDescription } from '../describe.ts';
import { keptPolicies } from '../kept-policies.ts';
import { readServer } from '../server-target.ts';
import { type Candidate, type Fitting, fitting, type Source } from './candidates.ts';
import { readLine, type TypedLine } from './position.ts';
import { bashReply, splitShellLine } from './shell-line.ts';

/** Names that were asked for so long ago are asked for again, in milliseconds. */
const FRESH_MS = 60_000;
/** Longer nobody waits for a Tab, in milliseconds. */
const PATIENCE_MS = 300;
/** What a shell reads where it is to complete files itself. */
const FILES = ':files';

/**
 * Prints what fits at the cursor, a line each: the value, a tab, what it is. Never fails and never says anything else:
 * a shell is in the middle of a line.
 * @param argv the shell, then the words of the line; for bash the line itself and its COMP_WORDBREAKS
 */
export async function complete(
  argv: readonly string[],
  commands: readonly CommandDescription[],
  deps: Dependencies,
): Promise<void> {
  const [shell = '', ...rest] = argv;
  const bash = shell === 'bash' ? splitShellLine(rest[0] ?? '') : undefined;
  const line = readLine(bash ? bash.words.slice(1) : asMeant(shell, rest), commands);
  const fits = fitting(line, commands);
  if (fits.files) {
    await writeAll(deps.streams.stdout, [`${FILES}\n`]);
    return;
  }
  const found = (await candidatesFor(fits, line, deps)).filter(({ value }) => isTypable(value));
  const typed = `${line.position.kind === 'value' ? line.position.prefix : ''}${line.typed}`;
  const lines = found
    .map(({ value, description }) => ({ value: `${fits.prefix}${value}`, description }))
    .filter(({ value }) => value.startsWith(typed))
    .map(
      ({ value, description }) =>
        `${bash ? bashReply(value, bash, rest[1] ?? '') : `${value}\t${oneLine(description)}`}\n`,
    );
  await writeAll(deps.streams.stdout, lines);
}

/** The words without the quotes they were typed in, as far as a shell leaves that to us. */
function asMeant(shell: string, words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  // zsh takes no quotes off a word whose quote is still open, so it is asked to take none.
  if (shell === 'zsh') return words.map(withoutQuotes);
  if (shell === 'fish') return [...before, withoutQuotes(last)];
  // Older PowerShells leave out an argument that is empty, so a colon stands before it.
  if (shell === 'powershell') return [...before, last.replace(/^:/, '')];
  return words;
}

function withoutQuotes(word: string): string {
  return splitShellLine(word).words.join(' ');
}

async function candidatesFor(
  { candidates, source, write = (name) => name }: Fitting,
  { flags }: TypedLine,
  deps: Dependencies,
): Promise<readonly Candidate[]> {
  if (source === undefined) return candidates;
  try {
    const names = await namesFrom(source, flags, deps);
    return names.map(({ value, description }) => ({ value: write(value), description }));
  } catch (error) {
    if (error instanceof HsError) return [];
    throw error;
  }
}

async function namesFrom(
  source: Source,
  flags: TypedLine['flags'],
  deps: Dependencies,
): Promise<readonly Candidate[]> {
  if (source === 'contexts') return await contextNames(deps);
  return source === 'policies' ? await earlierPolicies(flags, deps) : await serverNames(source, flags, deps);
}

async function contextNames({ contexts }: Dependencies): Promise<Candidate[]> {
  const { config } = await contexts.file.read();
  return [...config.contexts.values()].map(({ name, address }) => ({ value: name, description: address }));
}

/** The server is not asked: they are kept here. */
async function earlierPolicies(flags: TypedLine['flags'], deps: Dependencies): Promise<Candidate[]> {
  const { address } = await readServer(flags, deps, () => {}, { leaveKey: true });
  const kept = await keptPolicies(deps, { address }).list();
  return kept.map(({ id, replacedAt, lines, note }) => ({
    value: id,
    description: [
      `replaced ${replacedAt}`,
      lines === 1 ? '1 line' : `${lines} lines`,
      ...(note === null ? [] : [note]),
    ].join(', '),
  }));
}

async function serverNames(
  source: Exclude<Source, 'contexts' | 'policies'>,
  flags: TypedLine['flags'],
  deps: Dependencies,
): Promise<readonly Candidate[]> {
  const { cache, now, signal } = deps;
  const silent = () => {};
  const { address, settings } = await readServer(flags, deps, silent, { leaveKey: true });
  const remembered = await rememberedNames(cache, address.text, source);
  // A clock that was set back does not keep them for ever.
  if (remembered && Math.abs(now() - remembered.at) < FRESH_MS) return remembered.names;
  // The program that prints the key may ask for a passphrase, and nobody expects that at the Tab key.
  if (settings.apiKey.value.kind === 'command') return remembered?.names ?? [];
  const ask = async () => {
    // Neither one of ssh.
    const api = await deps.connect({ ...(await readServer(flags, deps, silent)), signal, noInput: true });
    try {
      const names = await namesToComplete(api, source, now());
      if (cache.folder !== undefined) await rememberNames(cache, address.text, source, { at: now(), names });
      return names;
    } finally {
      api.close();
    }
  };
  const asked = ask().catch(() => undefined);
  const patience = deps.sleep(PATIENCE_MS).then(
    () => undefined,
    () => undefined,
  );
  return (await Promise.race([asked, patience])) ?? remembered?.names ?? [];
}

/** Names that hold what no terminal should be sent, or that would be read as a flag, are typed by hand. */
function isTypable(value: string): boolean {
  return value !== '' && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
}
