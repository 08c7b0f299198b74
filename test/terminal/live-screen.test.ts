import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { LiveScreen } from '../../src/terminal/live-screen.ts';

function screenOf(size: { columns: number; rows: number }) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, ...size });
  const written = () => String(stream.read() ?? '');
  return { stream, written, screen: new LiveScreen(stream) };
}

test('one line a row, from the top, and no more than there are rows', async () => {
  const { screen, written } = screenOf({ columns: 80, rows: 2 });
  await screen.draw(['a', 'b', 'c']);
  expect(written()).toContain('\u001b[H\u001b[2Ka\n\u001b[2Kb\u001b[J');
  await screen.draw(['d']);
  expect(written()).toBe('\u001b[?2026h\u001b[H\u001b[2Kd\u001b[J\u001b[?2026l');
});

test('what was never drawn on is not left', async () => {
  const { screen, written } = screenOf({ columns: 80, rows: 2 });
  await screen.close();
  expect(written()).toBe('');
});

test('nothing is drawn once it is closed, whatever comes late', async () => {
  const { screen, written } = screenOf({ columns: 80, rows: 2 });
  await screen.draw(['a']);
  await screen.close();
  written();
  expect(await screen.draw(['b'])).toBe('closed');
  expect(written()).toBe('');
});

test('a new size is told until nobody wants to know', () => {
  const { screen, stream } = screenOf({ columns: 80, rows: 24 });
  const sizes: unknown[] = [];
  const stop = screen.onResize(() => sizes.push(screen.size));
  Object.assign(stream, { columns: 0, rows: 0 });
  stream.emit('resize');
  stop();
  stream.emit('resize');
  expect(sizes).toEqual([{ columns: 80, rows: 24 }]);
});
