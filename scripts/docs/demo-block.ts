import { SCENES } from '../demo/scenes.ts';
import { fence } from './markdown.ts';

/** What the README shows has this many columns, and at most so many lines of one answer. */
const COLUMNS = 100;
const MOST_LINES = 5;

/** Plays the demo and gives what it printed, shortened: for the README. Needs the built program. */
export async function demoBlock(): Promise<string> {
  const steps: string[] = [];
  for (const { play } of SCENES) {
    await play({
      columns: COLUMNS,
      coloured: false,
      onStep({ comment, line, output, exit, inReadme }) {
        if (!inReadme) return;
        const said = comment === undefined ? '' : `# ${comment}\n`;
        const ending = exit === 0 ? '' : `(exit code ${exit})\n`;
        steps.push(`${said}$ ${settled(line)}\n${shortened(settled(output))}${ending}`);
      },
    });
  }
  return fence('console', steps.join('\n'));
}

/** Takes out what differs from run to run: ports, clocks and keys, which are also too long for a page. */
function settled(text: string): string {
  return (
    text
      .replace(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:50443')
      .replace(/\b(mkey|nodekey|discokey):([0-9a-f]{8})[0-9a-f]{56}/g, '$1:$2…')
      .replace(/(hskey-(?:auth|api|authreq)-)[A-Za-z0-9_-]{12,}\*{3}/g, '$1…-***')
      .replace(/(hskey-authreq-[A-Za-z0-9]{4})[A-Za-z0-9_-]+/g, '$1…')
      .replace(/^[0-9a-f]{48}$/gm, '3f9c…  (48 characters)')
      // The demo does not touch the keyring of whoever runs it; this is what is said where there is one.
      .replace(/^The API key is kept in .*\n/m, '')
      .replace('is kept in a file', 'is kept in the keyring')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-01-31T12:00:00Z')
  );
}

function shortened(output: string): string {
  const lines = output.split('\n').slice(0, -1);
  if (lines.length <= MOST_LINES) return output;
  return [...lines.slice(0, MOST_LINES - 1), `[${lines.length - MOST_LINES + 1} more lines]`, ''].join('\n');
}
