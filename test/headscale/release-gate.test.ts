import { describe, expect, test } from 'vitest';
import type { ServerRelease } from '../../src/headscale/port.ts';
import { type Detection, releaseGate } from '../../src/headscale/release-gate.ts';

const V28: ServerRelease = release('0.28');
const V29: ServerRelease = release('0.29');

function release(name: '0.28' | '0.29'): ServerRelease {
  return {
    range: { oldest: name, newest: name },
    version: undefined,
    foundBy: ['probes'],
    contradiction: undefined,
  };
}

/** A connection that the test makes and breaks: odd while there is one. */
function connection(answers: readonly (() => Promise<ServerRelease>)[]) {
  const state = { generation: 0, looks: 0, narrowed: 0 };
  const detection: Detection<ServerRelease> = {
    generation: () => state.generation,
    detect: () => {
      state.looks += 1;
      if (state.generation % 2 === 0) state.generation += 1;
      return answers[state.looks - 1]?.() ?? Promise.reject(new Error('nobody expected another look'));
    },
    narrow: async (seen) => {
      state.narrowed += 1;
      return seen;
    },
  };
  return { state, gate: releaseGate(detection) };
}

const said = (what: ServerRelease) => async () => what;

test('asks once, whoever waits', async () => {
  const { state, gate } = connection([said(V29)]);
  const all = await Promise.all([gate.seen({}), gate.seen({}), gate.narrowed({}), gate.current({})]);
  expect(all).toEqual([V29, V29, V29, V29]);
  expect(state).toMatchObject({ looks: 1, narrowed: 1 });
});

test('looks again for a change after a reconnect, and not for a read', async () => {
  const { state, gate } = connection([said(V29), said(V28)]);
  expect(await gate.current({})).toBe(V29);
  state.generation += 2;
  expect(await gate.seen({})).toBe(V29);
  expect(await gate.current({})).toBe(V28);
  expect(await gate.seen({})).toBe(V28);
});

test('looks again for a change where the connection is gone', async () => {
  const { state, gate } = connection([said(V29), said(V28)]);
  expect(await gate.current({})).toBe(V29);
  state.generation += 1;
  expect(await gate.current({})).toBe(V28);
  expect(state).toEqual({ generation: 3, looks: 2, narrowed: 2 });
});

test('does not believe a look that crossed a reconnect', async () => {
  const crossing = async () => {
    await Promise.resolve();
    state.generation += 2;
    return V28;
  };
  const { state, gate } = connection([crossing, said(V29)]);
  expect(await gate.current({})).toBe(V29);
  expect(state.looks).toBe(2);
});

test('gives up where the connection keeps breaking', async () => {
  const breaking = async () => {
    state.generation += 2;
    return V29;
  };
  const { state, gate } = connection([breaking, breaking, breaking]);
  await expect(gate.current({})).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('nothing was changed'),
  });
});

describe('a look that fails', () => {
  test('fails for all that wait, and the next one looks again', async () => {
    const { state, gate } = connection([() => Promise.reject(new Error('cut')), said(V29)]);
    const both = await Promise.allSettled([gate.seen({}), gate.seen({})]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await gate.current({})).toBe(V29);
    expect(state.looks).toBe(2);
  });
});
