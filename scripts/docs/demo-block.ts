import { stripVTControlCharacters } from 'node:util';
import type { Step } from '../demo/stage.ts';
import { shortened } from './demo-steps.ts';
import { fence } from './markdown.ts';

/** What the demo printed, shortened: for the README. */
export function demoBlock(steps: readonly Step[]): string {
  const shown = steps
    .filter(({ inReadme }) => inReadme)
    .map(({ comment, line, output, exit }) => {
      const said = comment === undefined ? '' : `# ${comment}\n`;
      const ending = exit === 0 ? '' : `(exit code ${exit})\n`;
      return `${said}$ ${line}\n${shortened(stripVTControlCharacters(output))}${ending}`;
    });
  return fence('console', shown.join('\n'));
}
