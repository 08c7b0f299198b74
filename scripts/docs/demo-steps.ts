import { SCENES } from '../demo/scenes.ts';
import type { Step } from '../demo/stage.ts';

/** What the documents show has this many columns. */
export const COLUMNS = 100;

/** Longer answers are cut, where several stand one below the other. */
const MOST_LINES = 5;

/** Plays the demo and gives its steps in colour, without what differs from run to run. Needs the built program. */
export async function demoSteps(): Promise<Step[]> {
  const steps: Step[] = [];
  for (const { play } of SCENES) {
    await play({
      columns: COLUMNS,
      coloured: true,
      onStep: (step) => void steps.push({ ...step, line: settled(step.line), output: settled(step.output) }),
    });
  }
  return steps;
}

/** Takes out what differs from run to run: ports, clocks and keys, which are also too long for a page. */
function settled(text: string): string {
  return (
    text
      .replace(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:50443')
      .replace(/\bport \d{4,5}\b/g, 'port 50443')
      .replace(/\bmkey:([0-9a-f]{8})[0-9a-f]{56}/g, 'mkey:$1…')
      .replace(/\b(nodekey|discokey):[0-9a-f]{64}/g, '$1:5e1f9a07…')
      .replace(/(hskey-(?:auth|api|authreq)-)[A-Za-z0-9_-]{12,}\*{3}/g, '$1…-***')
      .replace(/(hskey-authreq-[A-Za-z0-9]{4})[A-Za-z0-9_-]+/g, '$1…')
      .replace(/^[0-9a-f]{48}$/gm, '3f9c…  (48 characters)')
      // The demo does not touch the keyring of whoever runs it; this is what is said where there is one.
      .replace(/^The API key is kept in .*\n/m, '')
      .replace('is kept in a file', 'is kept in the keyring')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-01-31T12:00:00Z')
  );
}

/** The beginning of an answer, and how much more there was. */
export function shortened(output: string): string {
  const lines = output.split('\n').slice(0, -1);
  if (lines.length <= MOST_LINES) return output;
  return [...lines.slice(0, MOST_LINES - 1), `[${lines.length - MOST_LINES + 1} more lines]`, ''].join('\n');
}
