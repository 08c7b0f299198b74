import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { likeRelease, METHODS_OF_0_29, startFakeGrpc } from '../support/fake-grpc.ts';
import { useProgram } from '../support/program.ts';

const hs = useProgram();
const KEY = 'hskey-api-0123456789ab-0123456789abcdefghijklmnopqrstuvwxyz';

/** What every user of this machine can see of a process, and what its owner can: arguments and environment. */
function texts(pid: string): string[] {
  return ['cmdline', 'environ'].flatMap((name) => {
    try {
      return [readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', ' ')];
    } catch {
      // Of somebody else, or gone meanwhile.
      return [];
    }
  });
}

describe.skipIf(!existsSync('/proc/self/cmdline'))(
  'while a call with the key is under way (needs /proc)',
  () => {
    test.each([
      ['--api-key-stdin', 'login ADDRESS --api-key-stdin', KEY],
      ['--api-key-file', 'login ADDRESS --api-key-file FILE', undefined],
      ['the file that a login keeps it in', 'users list', undefined],
    ])('no process shows it: %s', async (_name, line, stdin) => {
      const seen: string[] = [];
      let looks = 0;
      const server = await startFakeGrpc(
        likeRelease(METHODS_OF_0_29, ({ authorization }) => {
          looks += authorization === `Bearer ${KEY}` ? 1 : 0;
          const others = readdirSync('/proc').filter(
            (name) => /^\d+$/.test(name) && name !== `${process.pid}`,
          );
          seen.push(...others.flatMap(texts).filter((text) => text.includes(KEY.slice(-20))));
          return { bytes: new Uint8Array() };
        }),
      );
      try {
        const file = path.join(hs.folder, 'key');
        await writeFile(file, `${KEY}\n`);
        const env = { HS_ADDRESS: undefined, HS_API_KEY: undefined };
        const address = `http://127.0.0.1:${server.port}`;
        if (line === 'users list') {
          const kept = await hs.run(`login ${address} --context kept --api-key-file ${file}`, { env });
          expect(kept).toMatchObject({ code: 0 });
          looks = 0;
        }
        const typed = line.replace('ADDRESS', address).replace('FILE', file);
        const { code } = await hs.run(typed, { env, ...(stdin === undefined ? {} : { stdin }) });
        expect({ code, seen }).toEqual({ code: 0, seen: [] });
        expect(looks).toBeGreaterThan(0);
      } finally {
        await server.stop();
      }
    });
  },
);
