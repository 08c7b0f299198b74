import { expect, test } from 'vitest';
import { replay } from './replay/replay.ts';

test('every recorded case of the official client 0.29.2 comes out the same, or differs as it is documented', async () => {
  const { unexplained, idle, played } = await replay('0.29.2', '0.29');
  expect(unexplained).toEqual({});
  expect(idle).toEqual([]);
  expect(played).toBeGreaterThan(990);
}, 120_000);
