import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';

const hs = useProgram();

/** Creates a user with these words and answers what the server now holds of it. */
async function created(words: readonly string[]) {
  const { code, out, err } = await hs.run(['users', 'create', '-o', 'name', ...words]);
  expect({ code, err }).toMatchObject({ code: 0 });
  const row = hs.sandbox.store.users.get(Number(out));
  return {
    name: row?.name,
    displayName: row?.displayName,
    email: row?.email,
    pictureUrl: row?.profilePicUrl,
  };
}

let users = 0;
const nextName = () => {
  users += 1;
  return `user-${users}`;
};

/** Every character an argument can hold; no operating system passes a NUL. */
const value = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replaceAll('\0', '\n')),
  fc.string({
    unit: fc.constantFrom(...' \'"$`\\\n\t-=!*?~#&|;<>(){}[]%^,:@é', 'e\u0301', '🧑‍🚀'),
    minLength: 1,
  }),
);

test('what is typed arrives byte for byte', async () => {
  const values = fc.tuple(value, value, value);
  await fc.assert(
    fc.asyncProperty(values, async ([displayName, email, pictureUrl]) => {
      const name = nextName();
      const words = [name, `--display-name=${displayName}`, `--email=${email}`, `-p=${pictureUrl}`];
      expect(await created(words)).toEqual({ name, displayName, email, pictureUrl });
    }),
    { numRuns: 20 },
  );
});

describe('the value of a flag that is a word of its own', () => {
  test.each([
    ['spaces', '  John   Doe '],
    ['single quotes', "John 'Johnny' O'Neil"],
    ['double quotes', '"John Doe"'],
    ['a dollar and backticks', '$HOME `id` $(id)'],
    ['backslashes', 'C:\\new\\table\\'],
    ['a newline', 'John\nDoe\r\n'],
    ['a comma', 'Doe, John'],
    ['an equals sign', 'a=b=c'],
    ['what looks like a flag further on', 'John --yes'],
    ['characters beyond the BMP', '𝒥ohn 🧑‍🚀 Doe'],
    ['a combining mark, which stays one', 'Jose\u0301'],
    ['a single character of the same look', 'José'],
    ['10,000 characters', 'ab 🧑 "\' $'.repeat(1000)],
  ])('%s', async (_, displayName) => {
    const name = nextName();
    expect(await created([name, '--display-name', displayName])).toMatchObject({ name, displayName });
  });

  test('and comes back the same', async () => {
    const displayName = ' "Jose\u0301"\n\\ 🧑‍🚀';
    const name = nextName();
    await created([name, '--display-name', displayName]);
    const { out } = await hs.run(['users', 'show', name, '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ name, displayName });
  });
});

describe('dashes in front', () => {
  test.each(['-John-', '--', '--help', '-o=json', '---', '-'])(
    '%s as the value of a flag, with =',
    async (displayName) => {
      const name = nextName();
      expect(await created([name, `--display-name=${displayName}`])).toMatchObject({ name, displayName });
    },
  );

  test('a short flag takes the rest of its word', async () => {
    const name = nextName();
    expect(await created([name, '-d-John Doe-'])).toMatchObject({ name, displayName: '-John Doe-' });
  });

  test('without = it is refused, and nothing is sent', async () => {
    const before = hs.sandbox.calls.length;
    const plain = await hs.run(['users', 'create', nextName(), '--display-name', '-John-']);
    expect(plain).toMatchObject({ code: 2, err: expect.stringContaining('write --display-name=-John-.') });
    const spaced = await hs.run(['users', 'create', nextName(), '--display-name', '-- $HOME']);
    expect(spaced).toMatchObject({
      code: 2,
      err: expect.stringContaining('write --display-name="…", with = and quotes'),
    });
    expect(hs.sandbox.calls.slice(before)).toEqual([]);
  });

  test('a positional after -- is never a flag', async () => {
    const { code, err } = await hs.run(['users', 'show', '--', '--help']);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('"--help"') });
  });
});
