import type { Dependencies } from '../cli/dependencies.ts';
import { proxySecrets } from '../config/proxy.ts';
import { createRedactor } from '../domain/secret.ts';
import { HsError } from '../errors.ts';
import { visible } from '../output/safe-text.ts';
import { officialText } from './errors/official-text.ts';
import { goMachine } from './go-machine.ts';
import { HELP, OUTPUT } from './grammar/global-flags.ts';
import { type ParsedLine, parseLine, requireFlags } from './grammar/parse-line.ts';
import { helpText, usageText } from './help.ts';
import { OfficialCall } from './official-call.ts';
import { plainData } from './output/data.ts';
import { knownFormat, type OfficialFormat, parseFormat } from './output/format.ts';
import { writtenData } from './output/write-data.ts';
import { ROOT } from './tree.ts';

/** What a process ends with that Ctrl-C ended: what a shell says of the official client, which dies of the signal. */
const INTERRUPTED = 130;

/**
 * Runs a line of the official command line; answers the exit code: 0, 1, or 130 after Ctrl-C. Never throws.
 * @param words what stands behind the name of the program
 */
export async function runOfficial(
  words: readonly string[],
  deps: Dependencies,
  { platform, arch }: { readonly platform: string; readonly arch: string },
): Promise<number> {
  const line = parseLine(ROOT, words);
  const format = line.unknownCommand ? 'human' : (knownFormat(valueOfOutput(line)) ?? 'human');
  const call = new OfficialCall(line, format, deps, goMachine({ platform, arch }));
  try {
    await runLine(line, call, deps);
    call.flushNotes();
    return 0;
  } catch (error) {
    const { streams, env } = deps;
    if (line.problem !== undefined && line.path.length === 1 && !line.unknownCommand) {
      streams.stderr.write(`${usageText(line.path)}\n`);
    }
    const secrets = [env['HS_API_KEY'], env['HEADSCALE_CLI_API_KEY'], ...proxySecrets(env), ...call.secrets];
    const { redact } = createRedactor(secrets.filter((secret) => secret !== undefined));
    streams.stderr.write(redact(errorLine(officialText(error, call.advice), format)));
    return isInterrupted(error) ? INTERRUPTED : 1;
  } finally {
    await call.close();
  }
}

async function runLine(line: ParsedLine, call: OfficialCall, deps: Dependencies): Promise<void> {
  const command = line.path.at(-1) ?? ROOT;
  const say = (text: string) => deps.streams.stderr.write(`${text}\n`);
  if (command.deprecated) say(`Command "${command.name}" is deprecated, ${command.deprecated}`);
  for (const { name, deprecated } of command.flags ?? []) {
    if (deprecated !== undefined && line.texts.has(name))
      say(`Flag --${name} has been deprecated, ${deprecated}`);
  }
  if (line.problem) throw line.problem;
  if (call.value(HELP) || !command.run) return await call.text(helpText(line.path));
  requireFlags(command, line);
  parseFormat(valueOfOutput(line));
  await command.run(call);
}

function valueOfOutput({ texts }: ParsedLine): string {
  return OUTPUT.parse(texts.get(OUTPUT.name) ?? []);
}

function errorLine(text: string, format: OfficialFormat): string {
  if (format !== 'human') return writtenData(plainData({ error: text }), format, '0.29');
  // What a server says may have lines, and nothing in them may draw on a terminal.
  return `Error: ${text.replace(/[^\n\t]+/g, visible)}\n`;
}

function isInterrupted(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof HsError && cause.code === 'interrupted';
}
