// Shows what hs does, on Headscale servers that live in memory: nothing is needed, nothing is left behind.
import process from 'node:process';
import { SCENES } from './demo/scenes.ts';
import type { Step } from './demo/stage.ts';

const { stdout, env } = process;
const options = {
  columns: stdout.isTTY ? Math.max(stdout.columns || 100, 60) : 100,
  coloured: Boolean(stdout.isTTY) && !env['NO_COLOR'],
  onStep: ({ comment, line, output, exit }: Step) => {
    const said = comment === undefined ? '' : `# ${comment}\n`;
    const ending = exit === 0 ? '' : `(exit code ${exit})\n`;
    stdout.write(`${said}$ ${line}\n${output}${ending}\n`);
  },
};

try {
  for (const { title, play } of SCENES) {
    stdout.write(`${title}\n${'='.repeat(title.length)}\n\n`);
    await play(options);
  }
  stdout.write(
    [
      'That was all of it, on servers in memory that are gone now. What next?',
      '',
      '  node bin/hs.js sandbox --seed demo   a server to play with; it prints what to type in another terminal',
      '  node bin/hs.js login URL             your own Headscale; it asks for an API key',
      '  README.md, docs/guides/              installing hs, the first steps, MASH',
      '',
    ].join('\n'),
  );
} catch (error) {
  process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
