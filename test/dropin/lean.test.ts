import { expect, test } from 'vitest';
import { importsOf } from '../architecture/imports.ts';
import { textOf } from '../architecture/sources.ts';

/** Everything that is loaded with a file, beside what is loaded only when it is reached. */
function loadedWith(file: string): Set<string> {
  const loaded = new Set<string>();
  const visit = (one: string): void => {
    if (loaded.has(one)) return;
    loaded.add(one);
    if (!one.startsWith('src/')) return;
    for (const { target, typeOnly, dynamic } of importsOf(one, textOf(one)))
      if (!typeOnly && !dynamic) visit(target);
  };
  visit(file);
  return loaded;
}

test('in the place of the official client nothing of oclif or gRPC is loaded before it is needed', () => {
  const loaded = [...loadedWith('src/dropin/run.ts'), ...loadedWith('src/main.ts')];
  expect(loaded).toContain('src/dropin/commands/users/list.ts');
  expect(
    loaded.filter((one) => /^(@oclif|@grpc|protobufjs|yaml|chalk|cli-table3|@inquirer)/.test(one)),
  ).toEqual([]);
});
