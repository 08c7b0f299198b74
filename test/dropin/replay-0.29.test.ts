import { expect, test } from 'vitest';
import { builtMeanwhile } from './replay/not-built.ts';
import { replay } from './replay/replay.ts';

test('every recorded case of the official client 0.29.2 comes out the same, or differs as it is documented', async () => {
  const { unexplained, idle, waitingForNothing, played } = await replay('0.29.2', '0.29');
  expect(unexplained).toEqual({});
  expect({ idle, waitingForNothing, built: builtMeanwhile() }).toEqual({
    idle: [],
    waitingForNothing: [],
    built: [],
  });
  expect(played).toBeGreaterThan(400);
}, 120_000);
