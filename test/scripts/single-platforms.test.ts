import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NODE_VERSION, PLATFORMS, platformOf } from '../../scripts/single/platforms.ts';

const packageFile = path.join(import.meta.dirname, '..', '..', 'package.json');

test('the Node inside the one file is the one that the tests run on', () => {
  const { devDependencies } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(NODE_VERSION).toBe(devDependencies['node']);
});

test('every platform says exactly which package it takes', () => {
  for (const { integrity } of PLATFORMS) expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
  expect(new Set(PLATFORMS.map(({ integrity }) => integrity)).size).toBe(PLATFORMS.length);
});

test('a platform there is none for is refused with those there are', () => {
  expect(() => platformOf('linux-riscv64')).toThrow('there is linux-x64, linux-arm64, win-x64');
});
