import { describe, expect, test } from 'vitest';
import { type ColourChoice, colourLevel, loadStyle, PLAIN, type Tone } from '../../src/output/style.ts';

describe('whether to colour', () => {
  test.each<[string, ColourChoice, Record<string, string>, boolean, 0 | 1]>([
    ['a terminal', 'auto', {}, true, 1],
    ['a pipe', 'auto', {}, false, 0],
    ['--color=always beats all', 'always', { NO_COLOR: '1', TERM: 'dumb' }, false, 1],
    ['--color=never beats all', 'never', { FORCE_COLOR: '1' }, true, 0],
    ['NO_COLOR on a terminal', 'auto', { NO_COLOR: '1' }, true, 0],
    ['an empty NO_COLOR is none', 'auto', { NO_COLOR: '' }, true, 1],
    ['NO_COLOR beats FORCE_COLOR', 'auto', { NO_COLOR: '1', FORCE_COLOR: '3' }, true, 0],
    ['FORCE_COLOR in a pipe', 'auto', { FORCE_COLOR: '1' }, false, 1],
    ['an empty FORCE_COLOR forces', 'auto', { FORCE_COLOR: '' }, false, 1],
    ['FORCE_COLOR=0 forbids', 'auto', { FORCE_COLOR: '0' }, true, 0],
    ['FORCE_COLOR=false forbids', 'auto', { FORCE_COLOR: 'false' }, true, 0],
    ['FORCE_COLOR beats TERM=dumb', 'auto', { FORCE_COLOR: '1', TERM: 'dumb' }, true, 1],
    ['CLICOLOR_FORCE in a pipe', 'auto', { CLICOLOR_FORCE: '1' }, false, 1],
    ['CLICOLOR_FORCE=0 decides nothing', 'auto', { CLICOLOR_FORCE: '0' }, false, 0],
    ['TERM=dumb', 'auto', { TERM: 'dumb' }, true, 0],
  ])('%s', (_what, flag, env, isTTY, level) => {
    expect(colourLevel({ flag, env, isTTY })).toBe(level);
  });
});

describe('painting', () => {
  test('level 0 is the plain style', async () => {
    expect(await loadStyle(0)).toBe(PLAIN);
    expect(PLAIN.paint('bad', 'offline')).toBe('offline');
  });

  test.each<[Tone, string]>([
    ['good', '\u001b[32mx\u001b[39m'],
    ['bad', '\u001b[31mx\u001b[39m'],
    ['warning', '\u001b[33mx\u001b[39m'],
    ['accent', '\u001b[36mx\u001b[39m'],
    ['dim', '\u001b[2mx\u001b[22m'],
    ['strong', '\u001b[1mx\u001b[22m'],
  ])('%s is one of the sixteen colours', async (tone, painted) => {
    expect((await loadStyle(1)).paint(tone, 'x')).toBe(painted);
  });

  test('an empty text is not painted', async () => {
    expect((await loadStyle(1)).paint('dim', '')).toBe('');
  });
});
