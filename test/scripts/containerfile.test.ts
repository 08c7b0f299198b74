import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../scripts/single/platforms.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const lines = readFileSync(path.join(ROOT, 'container', 'Containerfile'), 'utf8')
  .replaceAll(/ \\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.split(/\s+/));
const argumentsOf = (instruction: string) =>
  lines.filter(([word]) => word === instruction).map(([, ...rest]) => rest);

describe('the image of a container', () => {
  const files = PLATFORMS.map(({ file }) => file).filter((file) => file.includes('linux'));
  const fallback = argumentsOf('ARG').flat().join(' ').replace('FILE=', '');

  test('takes a file for Linux unless another is named', () => {
    expect(files).toContain(fallback);
  });

  test('copies only what npm run build:single makes or brings along', () => {
    const sources = argumentsOf('COPY').flatMap((words) =>
      words.slice(0, -1).filter((word) => !word.startsWith('--')),
    );
    // The name comes from ARG.
    expect(sources.map((source) => source.replace('$'.concat('{FILE}'), fallback))).toEqual(
      [fallback, 'LICENSE', 'LICENSE.node', 'THIRD_PARTY_NOTICES'].map((name) => `build/single/${name}`),
    );
    expect(existsSync(path.join(ROOT, 'LICENSE'))).toBe(true);
  });

  test('runs hs as nobody in particular, and takes keys from nowhere', () => {
    expect(argumentsOf('ENTRYPOINT')).toEqual([['["hs"]']]);
    expect(argumentsOf('USER')).toEqual([['hs']]);
    expect(argumentsOf('ENV').flat().join(' ')).not.toMatch(/KEY/);
  });
});
