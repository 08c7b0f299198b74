import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startSpinner } from '../../src/terminal/spinner.ts';
import { fakeTerminal } from './fake-terminal.ts';

describe('the spinner', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    // The library looks at the process itself.
    vi.stubEnv('CI', undefined);
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const loaded = () => vi.dynamicImportSettled();

  test('shows nothing for a short wait', async () => {
    const terminal = fakeTerminal();
    const spinner = startSpinner('Asking', { stderr: terminal.stderr, env: {} });
    vi.advanceTimersByTime(299);
    spinner.stop();
    vi.advanceTimersByTime(1000);
    await loaded();
    expect(terminal.screen()).toBe('');
  });

  test('shows the latest text after 300 ms, and is cleared', async () => {
    const terminal = fakeTerminal();
    const spinner = startSpinner('Asking', { stderr: terminal.stderr, env: {} });
    spinner.update('1/40 expired');
    vi.advanceTimersByTime(300);
    await loaded();
    expect(terminal.screen()).toContain('1/40 expired');
    expect(terminal.screen()).not.toContain('Asking');
    spinner.update('2/40 expired');
    expect(terminal.screen()).toContain('2/40 expired');
    spinner.stop();
    expect(terminal.screen()).toMatch(/<clear>[^a-z]*$/);
    const atEnd = terminal.screen();
    spinner.stop();
    spinner.update('3/40 expired');
    vi.advanceTimersByTime(1000);
    expect(terminal.screen()).toBe(atEnd);
  });

  test('stopped while it is being loaded, it never shows', async () => {
    const terminal = fakeTerminal();
    const spinner = startSpinner('Asking', { stderr: terminal.stderr, env: {} });
    vi.advanceTimersByTime(300);
    spinner.stop();
    await loaded();
    expect(terminal.screen()).toBe('');
  });

  test.each([
    ['in a pipe', { isTTY: false }, {}, false],
    ['in CI', {}, { CI: 'true' }, false],
    ['on a dumb terminal', {}, { TERM: 'dumb' }, false],
    ['for a screen reader', {}, { HS_ACCESSIBLE: '1' }, false],
    ['where it is off', {}, {}, true],
  ])('is none %s', async (_where, stream, env, off) => {
    const terminal = fakeTerminal();
    Object.assign(terminal.stderr, stream);
    const spinner = startSpinner('Asking', { stderr: terminal.stderr, env, off });
    vi.advanceTimersByTime(1000);
    await loaded();
    spinner.update('more');
    spinner.stop();
    expect(terminal.screen()).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });
});
