import http from 'node:http';
import net from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Request, Servers, webServer } from '../support/servers.ts';
import { useTailnet } from '../support/tailnet.ts';

const net29 = useTailnet();
const servers = new Servers();
afterEach(() => servers.end());

/** What stands in the place of the page `/version`. */
type Page = (response: http.ServerResponse) => void;

const says =
  (body: string, type = 'application/json', status = 200): Page =>
  (response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
const version = (text: string) => says(JSON.stringify({ version: text }));

/** Sends without end, as fast as the other side reads. */
const endless: Page = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    while (!response.destroyed && response.write('{'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};

/** Begins an answer and never ends it. */
const stuck: Page = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).write('{');
const silent: Page = () => {};
const gone: Page = (response) => void response.destroy();
const garbage: Page = (response) => void response.socket?.end('\0\0\0 no HTTP at all');

/** An address where gRPC is the sandbox's, and all else a web server whose page `/version` is this one. */
async function grpcBeside(page: Page, seen: Request[] = []): Promise<string> {
  const web = await servers.listen(
    http.createServer(({ method = '', url = '', headers }, response) => {
      seen.push({ method, path: url, authorization: headers.authorization });
      page(response);
    }),
  );
  const front = net.createServer((socket) => {
    socket.once('data', (first) => {
      const port = first.toString('latin1').startsWith('PRI ') ? net29.sandbox.grpcPort : web;
      const onward = net.connect(port, '127.0.0.1');
      for (const end of [socket, onward]) end.on('error', () => {});
      onward.on('close', () => socket.destroy());
      socket.on('close', () => onward.destroy());
      onward.write(first);
      socket.pipe(onward).pipe(socket);
    });
  });
  return `http://127.0.0.1:${await servers.listen(front)}`;
}

/** The web side of the sandbox, but for the page `/version`. */
async function webWith(page: Page): Promise<string> {
  const { httpAddress } = net29.sandbox;
  const front = http.createServer((request, response) => {
    if (request.url === '/version') return page(response);
    const { method, headers } = request;
    const onward = http.request(`${httpAddress}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
    return undefined;
  });
  return `http://127.0.0.1:${await servers.listen(front)}`;
}

const HOSTILE: readonly (readonly [string, Page])[] = [
  ['without end', endless],
  ['that does not come', silent],
  ['that stops in the middle', stuck],
  ['that breaks the connection', gone],
  ['that is no HTTP', garbage],
  ['of HTML', says('<html><body>{"version":"v0.23.0"}</body></html>', 'text/html')],
  ['of HTML that calls itself JSON', says('<html>v0.23.0</html>')],
  ['that is a list', says('["v0.23.0"]')],
  ['with a number', says('{"version":23}')],
  ['of null', says('null')],
  ['with control characters', version('v0.23.0\u001b[2J\u001b]0;owned\u0007')],
  ['with a bidi override', version('v0.23.0\u202e')],
  ['with a line break', version('v0.23.0\nv0.30.0')],
  ['with a text of a megabyte', version('0'.repeat(1024 * 1024))],
  ['that is refused', says('{"version":"v0.23.0"}', 'application/json', 401)],
  ['that is an error', says('{"version":"v0.23.0"}', 'application/json', 500)],
];

describe('over gRPC', () => {
  test('the page adds the patch release that no probe shows', async () => {
    const address = await grpcBeside(version('v0.29.2'));
    const shown = await net29.hs('version -o json', { env: { HS_ADDRESS: address } });
    expect(shown.json()).toMatchObject({
      server: { release: '0.29', version: 'v0.29.2', foundBy: ['probes', '/version'], problem: null },
    });
  });

  test('it narrows what the probes left open', async () => {
    await net29.start({ release: '0.25' });
    const address = await grpcBeside(version('v0.25.1'));
    const shown = await net29.hs('version -o json', { env: { HS_ADDRESS: address } });
    expect(shown.json()).toMatchObject({ server: { oldest: '0.25', newest: '0.25', problem: null } });
  });

  test('a contradiction is said, and the stricter holds', async () => {
    const address = await grpcBeside(version('v0.23.0'));
    const shown = await net29.hs('version -o json', { env: { HS_ADDRESS: address } });
    expect(shown.json()).toMatchObject({
      server: {
        oldest: '0.23',
        newest: '0.29',
        version: 'v0.23.0',
        problem: '/version says "v0.23.0", and gRPC is that of 0.29',
        cannot: expect.arrayContaining([
          expect.stringContaining('before 0.28 cannot delete'),
          expect.stringContaining('from 0.28 on cannot move'),
        ]),
      },
    });
  });

  test.each(HOSTILE)('a page %s changes nothing', async (_, page) => {
    const address = await grpcBeside(page);
    const shown = await net29.hs('version --timeout 1s -o json', { env: { HS_ADDRESS: address } });
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.json()).toMatchObject({
      server: {
        address,
        release: '0.29',
        version: null,
        foundBy: ['probes'],
        problem: null,
        transport: 'gRPC',
      },
    });
  });

  test('it is asked once, without the key, by this command alone', async () => {
    const seen: Request[] = [];
    const env = { HS_ADDRESS: await grpcBeside(version('v0.29.2'), seen) };
    await net29.hs('users list', { env });
    await net29.hs('users create john', { env });
    expect(seen).toEqual([]);
    await net29.hs('version', { env });
    expect(seen).toEqual([{ method: 'GET', path: '/version', authorization: undefined }]);
  });

  test('a redirect is not followed', async () => {
    const other: Request[] = [];
    const port = await servers.listen(
      webServer(() => ({ status: 200, body: '{"version":"v0.23.0"}' }), other),
    );
    const page: Page = (response) =>
      void response.writeHead(302, { location: `http://127.0.0.1:${port}/version` }).end();
    const shown = await net29.hs('version -o json', { env: { HS_ADDRESS: await grpcBeside(page) } });
    expect(shown.json()).toMatchObject({ server: { release: '0.29', version: null, problem: null } });
    expect(other).toEqual([]);
  });

  test('where gRPC alone listens nothing is said of it', async () => {
    const shown = await net29.hs('version -o json');
    expect(shown.json()).toMatchObject({ server: { release: '0.29', version: null, problem: null } });
  });
});

describe('over HTTP', () => {
  test.each(HOSTILE)('a page %s changes nothing, and changes go on', async (_, page) => {
    const env = { HS_ADDRESS: await webWith(page) };
    const shown = await net29.hs('version --transport http --timeout 1s -o json', { env });
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.json()).toMatchObject({
      server: { release: '0.29', version: null, problem: null, transport: 'HTTP' },
    });
    const made = await net29.hs('users create john --transport http --timeout 1s', { env });
    expect(made, made.err).toMatchObject({ code: 0, changes: ['CreateUser'] });
  });
});
