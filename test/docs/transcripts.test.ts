import { afterAll, describe, expect, test } from 'vitest';
import { readShellLine } from '../../scripts/shell-words.ts';
import { readSandboxOptions } from '../../src/cli/sandbox-options.ts';
import type { RunningSandbox } from '../../src/sandbox/running.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { makeAuthority } from '../support/certificates.ts';
import { type RunOptions, runHs } from '../support/harness.ts';
import { testWith } from '../support/needs.ts';
import { codeBlocks, pages, pageText } from './code-blocks.ts';
import { EXAMPLE_HOST, shownProxies, startShown } from './shown-proxies.ts';

/** A command line that a page shows, with what it says is printed. */
interface Transcript {
  readonly where: string;
  readonly line: string;
  readonly printed: string;
  readonly exit: number;
  /** What the block asks for: `headscale=0.28 seed=demo`, and `through=nginx` for what the page itself sets up. */
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

/** What is printed, where a line `…` stands for any number of lines. */
function asPrinted(printed: string): unknown {
  if (!/^…$/m.test(printed)) return printed;
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${printed.split(/^…\n/m).map(literal).join('(?:.*\\n)*')}$`));
}

/** The files that a page shows: ` ```hujson policy.hujson `. */
function filesOf(page: string): Record<string, string> {
  const shown = codeBlocks(pageText(page)).filter(
    ({ info: [language, name] }) => language === 'hujson' && name,
  );
  return Object.fromEntries(
    shown.map(({ info, lines }) => [info[1] ?? '', lines.map(({ text }) => `${text}\n`).join('')]),
  );
}

/** A command line as it is shown, played against a server: what it prints, and how it ends. */
async function play(line: string, sandbox: RunningSandbox, given: RunOptions = {}) {
  const { words, env } = readShellLine(line);
  const { code, out, err } = await runHs(words.slice(1), {
    ...given,
    sandbox,
    env: { ...given.env, ...env },
  });
  return { printed: out + err, code };
}

/** The same through a proxy that is set up as this page says, or with a mistake. */
async function playThrough(
  { where, line, server: { through, at = '', mistake } }: Transcript,
  sandbox: RunningSandbox,
) {
  const page = where.slice(0, where.indexOf(':'));
  const config = shownProxies(page).find(({ program, prefix }) => program === through && prefix === at);
  if (!config) throw new Error(`${page} does not show how ${through} is set up${at}`);
  const authority = await makeAuthority();
  const proxy = await startShown(config, await authority.issue(), sandbox, mistake);
  const host = `localhost:${proxy.port}`;
  try {
    const { printed, code } = await play(line.replaceAll(EXAMPLE_HOST, host), sandbox, {
      env: { HS_ADDRESS: `https://${host}${at}`, HS_CA_FILE: '/ca.pem' },
      files: { '/ca.pem': authority.cert },
    });
    return { printed: printed.replaceAll(host, EXAMPLE_HOST), code };
  } finally {
    await proxy.stop();
  }
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

  for (const transcript of transcripts) {
    const { where, line, printed, exit, server } = transcript;
    const { through, at: _at, mistake: _mistake, ...wishes } = server;
    testWith(...(through === undefined ? [] : [through]))(`${where}: ${line}`, async () => {
      const sandbox = await serverFor(wishes);
      const files = filesOf(where.slice(0, where.indexOf(':')));
      const played =
        through === undefined ? play(line, sandbox, { files }) : playThrough(transcript, sandbox);
      expect(await played).toEqual({ printed: asPrinted(printed), code: exit });
    });
  }

  test('the pages, which show some', () => {
    expect(transcripts.length).toBeGreaterThanOrEqual(4);
  });
});
