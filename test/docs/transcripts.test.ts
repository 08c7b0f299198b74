import { afterAll, describe, expect, test } from 'vitest';
import { readShellLine } from '../../scripts/shell-words.ts';
import { readSandboxOptions } from '../../src/cli/sandbox-options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { runHs } from '../support/harness.ts';
import { codeBlocks, pages, pageText } from './code-blocks.ts';

/** A command line that a page shows, with what it says is printed. */
interface Transcript {
  readonly where: string;
  readonly line: string;
  readonly printed: string;
  readonly exit: number;
  /** What the block asks for: `headscale=0.28 seed=demo`. */
  readonly server: Readonly<Record<string, string>>;
}

/** The README's come from the demo, which ends badly itself where an exit code is wrong. */
const transcripts = pages()
  .filter((page) => page !== 'README.md')
  .flatMap((page) =>
    codeBlocks(pageText(page))
      .filter(({ info }) => info[0] === 'console')
      .flatMap(({ info, lines }) => readTranscripts(page, info.slice(1), lines)),
  );

function readTranscripts(
  page: string,
  wishes: readonly string[],
  lines: readonly { readonly text: string; readonly number: number }[],
): Transcript[] {
  const server = Object.fromEntries(wishes.map((wish) => wish.split('=')));
  const found: { where: string; line: string; printed: string; exit: number; server: typeof server }[] = [];
  for (const { text, number } of lines) {
    const last = found.at(-1);
    const exit = /^\(exit code (\d+)\)$/.exec(text)?.[1];
    if (text.startsWith('$ ')) {
      found.push({ where: `${page}:${number}`, line: text.slice(2), printed: '', exit: 0, server });
    } else if (last && exit !== undefined) last.exit = Number(exit);
    else if (last && text !== '') last.printed += `${text}\n`;
  }
  return found;
}

describe('what is shown at', () => {
  const servers = new Map<string, Promise<RunningSandbox>>();
  afterAll(async () => {
    for (const server of servers.values()) await (await server).stop();
  });

  function serverFor(wishes: Transcript['server']): Promise<RunningSandbox> {
    const key = JSON.stringify(wishes);
    const started = servers.get(key) ?? startSandbox(readSandboxOptions({ ...wishes, tls: false }));
    servers.set(key, started);
    return started;
  }

  test.each(transcripts)('$where: $line', async ({ line, printed, exit, server }) => {
    const { words, env } = readShellLine(line);
    const { code, out, err } = await runHs(words.slice(1), { sandbox: await serverFor(server), env });
    expect({ printed: out + err, code }).toEqual({ printed, code: exit });
  });

  test('the pages, which show some', () => {
    expect(transcripts.length).toBeGreaterThanOrEqual(4);
  });
});
