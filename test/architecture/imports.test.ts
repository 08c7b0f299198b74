import { describe, expect, test } from 'vitest';
import { importsOf } from './imports.ts';
import { RULES, refusal } from './rules.ts';
import { sources } from './sources.ts';

const src = sources('src');

function refusals(file: string, text: string): string[] {
  return importsOf(file, text).flatMap((one) => {
    const why = refusal(file, one);
    return why === undefined ? [] : [`${file}: ${why}`];
  });
}

test('everything imports only what it may', () => {
  expect(src.flatMap(({ file, text }) => refusals(file, text))).toEqual([]);
});

test('every file has a rule', () => {
  const without = src.filter(({ file }) => !RULES.some(({ of }) => file.startsWith(`src/${of}`)));
  expect(without.map(({ file }) => file)).toEqual([]);
});

describe('what would be a mistake is seen', () => {
  test.each([
    ['src/domain/user.ts', "import { canAsk } from '../terminal/prompter.ts';"],
    ['src/domain/user.ts', "import type { Command } from '@oclif/core';"],
    ['src/domain/user.ts', "import process from 'node:process';"],
    ['src/operations/prune.ts', "import { headscaleApi } from '../headscale/api.ts';"],
    ['src/operations/prune.ts', "import { something } from '../headscale/port.ts';"],
    ['src/operations/prune.ts', "import { Writable } from 'node:stream';"],
    ['src/operations/prune.ts', "export { write } from '../output/render.ts';"],
    ['src/commands/users/list.ts', "import { credentials } from '@grpc/grpc-js';"],
    ['src/commands/users/list.ts', "const open = () => import('../../headscale/grpc/open.ts');"],
    ['src/commands/users/list.ts', "import { startSandbox } from '../../sandbox/start.ts';"],
    ['src/headscale/http/client.ts', "import grpc from '@grpc/grpc-js';"],
    ['src/headscale/connect.ts', "import { Presenter } from '../cli/presenter.ts';"],
    ['src/sandbox/core.ts', "import { capabilities } from '../headscale/capabilities.ts';"],
    ['src/sandbox/core.ts', "import { parseUserName } from '../domain/user-name.ts';"],
    ['src/terminal/stdin.ts', "import { visible } from '../output/safe-text.ts';"],
    ['src/output/json.ts', "import {\n  type HeadscaleApi,\n} from '../headscale/port.ts';"],
    ['src/cli/run.ts', "import type { RunningSandbox } from '../sandbox/running.ts';"],
    ['src/cli/run.ts', "import '../main.ts';"],
    ['src/elsewhere/x.ts', "import { HsError } from '../errors.ts';"],
  ])('%s: %s', (file, text) => {
    expect(refusals(file, text)).toHaveLength(1);
  });

  test('an import whose module is only known at run time', () => {
    expect(() => importsOf('src/cli/run.ts', 'await import(name)')).toThrow('plain words');
  });
});

test.each([
  ['src/operations/prune.ts', "import type { HeadscaleApi } from '../headscale/port.ts';"],
  ['src/sandbox/core.ts', "import type { User } from '../domain/user.ts';"],
  ['src/headscale/grpc/channel.ts', "import { credentials } from '@grpc/grpc-js';"],
  ['src/cli/args.ts', "import { Args } from '@oclif/core';"],
  ['src/output/json.ts', "/* import { x } from '../cli/run.ts'; */ import { x } from '../domain/user.ts';"],
])('what is right is let through: %s: %s', (file, text) => {
  expect(refusals(file, text)).toEqual([]);
});
