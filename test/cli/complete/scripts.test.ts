import { describe, expect, test } from 'vitest';
import { COMPLETION_SCRIPTS, SHELLS } from '../../../src/cli/complete/scripts.ts';
import { runHs } from '../../support/harness.ts';
import { readPowerShell } from './powershell.ts';

test.each(SHELLS)('hs completion %s prints a script that says nothing and asks nobody', async (shell) => {
  const { code, out, err } = await runHs(['completion', shell]);
  expect({ code, err, out }).toEqual({ code: 0, err: '', out: COMPLETION_SCRIPTS[shell] });
  const calls = out.split('\n').filter((line) => line.includes('__complete '));
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) expect(call).toMatch(/2>(\/dev\/null|\$null)/);
});

test('no bash is needed that macOS does not have', () => {
  expect(COMPLETION_SCRIPTS.bash).not.toMatch(/\b(mapfile|readarray)\b|declare -A|\$\{\w+(,,|\^\^)/);
});

describe('the script for PowerShell, read without one', () => {
  const script = readPowerShell(COMPLETION_SCRIPTS.powershell);

  test('closes what it opens, strings and brackets', () => {
    expect(script.open).toEqual([]);
  });

  test('uses no variable that it has not set', () => {
    expect(script.unknown).toEqual([]);
  });

  test('calls nothing but what every PowerShell has, and hs', () => {
    expect(script.commands).toEqual([
      'Register-ArgumentCompleter',
      'Select-Object',
      'Where-Object',
      'ForEach-Object',
      'hs',
      'ForEach-Object',
    ]);
  });

  test('never hands hs an empty word, which older ones leave out', () => {
    expect(COMPLETION_SCRIPTS.powershell).toContain("$typed = ':' + ");
  });

  test.each([
    ['{ ( }', ['{', '}']],
    ['{ "a }', ['{', '"']],
    ["'it''s'", []],
    ['"a `" b"', []],
    ['# {', []],
  ])('%s leaves %j open', (text, open) => {
    expect(readPowerShell(text).open).toEqual(open);
  });

  test('a variable that nobody set is seen', () => {
    expect(readPowerShell('param($a) $b = $a + $c').unknown).toEqual(['$c']);
  });
});
