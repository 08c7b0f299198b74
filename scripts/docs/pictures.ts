import type { Step } from '../demo/stage.ts';
import { type Run, readAnsi } from '../pictures/ansi.ts';
import { drawTerminal } from '../pictures/svg.ts';
import { COLUMNS, shortened } from './demo-steps.ts';

/** What each picture shows, by its name. A picture without steps in the demo is a mistake, and so is one without a line here. */
export const PICTURES: Readonly<Record<string, string>> = {
  'first-steps': 'Terminal: hs login, then a user, a device and a pre-auth key, one command each',
  status: 'Terminal: hs status counts nodes, routes and keys, and says what needs a person',
  'nodes-list': 'Terminal: hs nodes list, a table with state, tags and routes of nine nodes',
  doctor: 'Terminal: hs doctor finds that the port speaks without TLS, and says which address to use',
};

/** The picture of this name, drawn from what the demo printed. */
export function picture(name: string, steps: readonly Step[]): string {
  const shown = steps.filter((step) => step.picture === name);
  const title = PICTURES[name];
  if (title === undefined || shown.length === 0) throw new Error(`the demo has no picture ${name}`);
  const lines = shown.flatMap((step, at) => [...(at === 0 ? [] : [[]]), ...linesOf(step)]);
  const widest = Math.max(...lines.map((runs) => runs.reduce((length, { text }) => length + text.length, 0)));
  return drawTerminal({ title, lines, columns: Math.max(COLUMNS, widest) });
}

const PLAIN = { bold: false, dim: false, colour: undefined };

function linesOf({ comment, line, output, inReadme }: Step): Run[][] {
  return [
    ...(comment === undefined ? [] : [[{ ...PLAIN, dim: true, text: `# ${comment}` }]]),
    [
      { ...PLAIN, dim: true, text: '$ ' },
      { ...PLAIN, bold: true, text: line },
    ],
    ...readAnsi((inReadme ? shortened(output) : output).replace(/\n$/, '')),
  ];
}
