import { expect, test } from 'vitest';
import { useProgram } from '../support/program.ts';

const hs = useProgram();

/** Every form in which a debug output could give a part of a text away: a run of 12 characters is enough. */
function traces(secret: string): string[] {
  const pieces = Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12));
  return pieces.flatMap((piece) => {
    const bytes = [...Buffer.from(piece)];
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
    return [piece, hex.join(' '), hex.join(''), bytes.join(', '), Buffer.from(piece).toString('base64')];
  });
}

/** What comes after the part of a key that servers and hs show: `hskey-api-`, twelve characters and a dash. */
const secretPart = (key: string) => key.slice('hskey-api-'.length + 13);

test.each([
  [{ NODE_DEBUG: '*' }, 'STREAM'],
  [{ NODE_DEBUG: 'http2,net,tls,stream' }, 'HTTP2'],
  [{ NODE_DEBUG_NATIVE: 'http2' }, 'Http2Session'],
  [{ GRPC_TRACE: 'all', GRPC_VERBOSITY: 'DEBUG' }, 'subchannel'],
  [{ GRPC_NODE_TRACE: 'all', GRPC_NODE_VERBOSITY: 'DEBUG', NODE_DEBUG: '*' }, 'subchannel'],
])('%j prints neither the key it uses nor the key it makes', async (env, sign) => {
  const { code, out, err } = await hs.run('apikeys create -o name', { env });
  expect(code).toBe(0);
  expect(err, 'that much was printed').toContain(sign);
  expect(out).toMatch(/^hskey-api-\S+\n$/);
  for (const key of [hs.sandbox.apiKey, out.trim()]) {
    expect(traces(secretPart(key)).filter((trace) => err.includes(trace))).toEqual([]);
  }
});

test('a value of hs itself comes out as before', async () => {
  const { out, err } = await hs.run('users list', { env: { GRPC_TRACE: 'none' } });
  expect({ out, err }).toMatchObject({ err: 'No users\n' });
});
