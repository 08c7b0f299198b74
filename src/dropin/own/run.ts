import type { Dependencies } from '../../cli/dependencies.ts';
import { HsError } from '../../errors.ts';
import { errorText } from '../../output/error-text.ts';
import { visible } from '../../output/safe-text.ts';
import { colourLevel, loadStyle } from '../../output/style.ts';
import { writeAll } from '../../terminal/streams.ts';
import { explain } from '../explain/explain.ts';
import { install, type ThisProgram, uninstall } from './install.ts';
import { readOwnLine } from './own-line.ts';

/**
 * Does what `hs headscale` does itself; answers the exit code, which is one of those of hs. Never throws.
 * @param words what stands behind `hs headscale`
 */
export async function runOwn(
  words: readonly string[],
  deps: Dependencies,
  program: ThisProgram,
): Promise<number> {
  const { stdout, stderr } = deps.streams;
  try {
    const { lines, said } = await done(words, program);
    await writeAll(
      stdout,
      lines.map((line) => `${line}\n`),
    );
    for (const sentence of said) stderr.write(`${visible(sentence)}\n`);
    return 0;
  } catch (error) {
    const { env } = deps;
    const style = await loadStyle(colourLevel({ flag: 'auto', env, isTTY: stderr.isTTY }));
    stderr.write(errorText(error, { style, debug: env['HS_DEBUG'] === '1' }));
    return error instanceof HsError ? error.exitCode : 1;
  }
}

async function done(
  words: readonly string[],
  program: ThisProgram,
): Promise<{ readonly lines: readonly string[]; readonly said: readonly string[] }> {
  const line = readOwnLine(words);
  switch (line.does) {
    case 'install':
      return { lines: [], said: await install(line.folder, program) };
    case 'uninstall':
      return { lines: [], said: await uninstall(line.folder, program) };
    case 'explain':
      return explain(line.words);
  }
}
