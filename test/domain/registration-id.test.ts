import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRegistrationId } from '../../src/domain/registration-id.ts';
import { refusalOf } from './refusal.ts';

const MKEY = `mkey:${'0a'.repeat(32)}`;
const SHORT = 'AbCdEfGhIjKlMnOpQrStUv-_';
const DASHED = '-bCdEfGhIjKlMnOpQrStUv-_';
const AUTHREQ = `hskey-authreq-${SHORT}`;

describe('parseRegistrationId recognises an id alone', () => {
  test.each([
    [MKEY, { id: MKEY, kind: 'mkey', releases: '0.23 and 0.24' }],
    [MKEY.toUpperCase(), { id: MKEY, kind: 'mkey', releases: '0.23 and 0.24' }],
    [SHORT, { id: SHORT, kind: 'short', releases: '0.25 to 0.28' }],
    [DASHED, { id: DASHED, kind: 'short', releases: '0.25 to 0.28' }],
    [AUTHREQ, { id: AUTHREQ, kind: 'authreq', releases: '0.29 and later' }],
    [`  ${AUTHREQ}\n`, { id: AUTHREQ, kind: 'authreq', releases: '0.29 and later' }],
    [`"${MKEY}"`, { id: MKEY, kind: 'mkey', releases: '0.23 and 0.24' }],
    [`<${SHORT}>`, { id: SHORT, kind: 'short', releases: '0.25 to 0.28' }],
  ])('%j', (text, expected) => {
    expect(parseRegistrationId(text)).toEqual(expected);
  });
});

describe('parseRegistrationId takes the id out of a URL', () => {
  test.each([
    [`https://hs.example.com/register/${MKEY}`, MKEY, 'hs.example.com', 'register'],
    [`https://hs.example.com/register/${encodeURIComponent(MKEY)}`, MKEY, 'hs.example.com', 'register'],
    [`http://127.0.0.1:8080/register/${SHORT}`, SHORT, '127.0.0.1:8080', 'register'],
    [`https://example.com/some/prefix/register/${AUTHREQ}`, AUTHREQ, 'example.com', 'register'],
    [`https://HS.example.com/auth/${AUTHREQ}`, AUTHREQ, 'hs.example.com', 'approve'],
    [`https://[fd00::1]:443/register/${DASHED}/`, DASHED, '[fd00::1]:443', 'register'],
    [`https://me:pw@hs.example.com/register/${SHORT}`, SHORT, 'hs.example.com', 'register'],
    [`hs.example.com/register/${SHORT}?x=1#y`, SHORT, 'hs.example.com', 'register'],
    [`'https://hs.example.com/register/${SHORT}'`, SHORT, 'hs.example.com', 'register'],
    [
      `To authenticate, visit:\n\n\thttps://hs.example.com/register/${SHORT}\n`,
      SHORT,
      'hs.example.com',
      'register',
    ],
    [
      `Please add my node (https://hs.example.com/register/${AUTHREQ}).`,
      AUTHREQ,
      'hs.example.com',
      'register',
    ],
  ])('%s', (text, id, host, purpose) => {
    expect(parseRegistrationId(text)).toMatchObject({ id, host, purpose });
  });
});

describe('parseRegistrationId takes the id and the user out of a command', () => {
  test.each([
    [`headscale nodes register --user USERNAME --key ${MKEY}`, { id: MKEY, purpose: 'register' }],
    [`headscale nodes register --key ${SHORT} --user USERNAME`, { id: SHORT, purpose: 'register' }],
    [`headscale nodes register --key ${DASHED} --user alice`, { id: DASHED, user: 'alice' }],
    [`headscale nodes register --key=${DASHED} --user=alice`, { id: DASHED, user: 'alice' }],
    [`headscale auth register --auth-id ${AUTHREQ} --user USERNAME`, { id: AUTHREQ, purpose: 'register' }],
    [`headscale auth approve --auth-id ${AUTHREQ}`, { id: AUTHREQ, purpose: 'approve' }],
    [`headscale auth register ${AUTHREQ} -u bob`, { id: AUTHREQ, user: 'bob' }],
    [`hs nodes register ${SHORT}`, { id: SHORT, purpose: 'register' }],
    [`headscale --user bob nodes register -k ${SHORT}`, { id: SHORT }],
    [`headscale nodes --user bob register -k ${SHORT}`, { id: SHORT, user: 'bob' }],
    [
      `$ sudo /mash/headscale/bin/headscale nodes register --user "John Doe" --key ${MKEY}`,
      { id: MKEY, user: 'John Doe' },
    ],
    [
      `docker exec -u root -it headscale headscale nodes register --user '<USER>' --key "${SHORT}"`,
      { id: SHORT },
    ],
    [
      `kubectl -n vpn exec deploy/headscale -- headscale nodes register --key ${SHORT} -u 'alice@example.com'`,
      { id: SHORT, user: 'alice@example.com' },
    ],
    [`ssh admin@vpn 'headscale nodes register --user bob --key ${MKEY}'`, { id: MKEY, user: 'bob' }],
    [`headscale nodes register \\\n  --key ${SHORT} \\\n  --user bob`, { id: SHORT, user: 'bob' }],
    [`headscale nodes register –user “bob” —key ${SHORT}`, { id: SHORT, user: 'bob' }],
    [`\`headscale nodes register --user YOUR_USERNAME --key ${MKEY}\``, { id: MKEY }],
    [`the id is ${SHORT}, thanks`.replace(',', ' '), { id: SHORT }],
    [`-n vpn nodes register --namespace carol --key ${MKEY}`, { id: MKEY, user: 'carol' }],
  ])('%s', (text, expected) => {
    const found = parseRegistrationId(text);
    expect(found).toMatchObject(expected);
    expect(found.user).toBe('user' in expected ? expected.user : undefined);
    expect(found.host).toBeUndefined();
  });
});

describe('parseRegistrationId refuses', () => {
  test.each([
    ['', 'An empty text'],
    ['  ', 'An empty text'],
    ['""', 'An empty text'],
    ['nonsense', 'it has 8 characters, a bare id has 24'],
    ['non sense', 'No registration id was found'],
    ['mkey:abcd', 'after "mkey:" come 64 hex digits, here are 4 characters'],
    [`${MKEY}0`, 'here are 65 characters'],
    [AUTHREQ.slice(0, -3), 'after "hskey-authreq-" come 24 characters, here are 21'],
    [`nodekey:${'ab'.repeat(32)}`, 'a key of the node itself'],
    [`hskey-reg-${'a'.repeat(64)}`, 'the server log'],
    [`hskey-api-abcdefghijkl-${'a'.repeat(64)}`, 'it is an API key'],
    [`hskey-auth-abcdefghijkl-${'a'.repeat(64)}`, 'a pre-auth key goes to the device'],
    ['0123456789abcdef'.repeat(3), 'a pre-auth key goes to the device'],
    ['https://hs.example.com/', 'does not end in /register/<id>'],
    ['https://hs.example.com/register/abc', 'it has 3 characters'],
    ['https://hs.example.com/register/%ff', 'it has'],
    ['headscale nodes register --user bob --key', 'No registration id was found'],
    ['headscale nodes register --user bob --key abc', 'it has 3 characters'],
    ['headscale nodes register --user bob --key ""', '"" is not a registration id: it is empty'],
    ['headscale nodes register --user bob', 'No registration id was found'],
    [`take ${SHORT} or ${DASHED}`, 'No registration id was found'],
    ['to thyroparathyroidectomize a dog', 'No registration id was found'],
    ['AbCdEfGhIjKlMnOpQrStUv+/', 'characters that no id has'],
  ])('%s', (text, reason) => {
    const error = refusalOf(() => parseRegistrationId(text));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain('/register/<id>');
    expect(error.message).not.toContain('a'.repeat(40));
  });
});

test('any text is an id of a known form or refused as a value', () => {
  const words = fc.constantFrom(
    'headscale',
    'nodes',
    'register',
    '--key',
    '--key=',
    '--user',
    '"',
    "'",
    '`',
    'https://h/register/',
    '%',
    '[',
    MKEY,
    SHORT,
    AUTHREQ,
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (pasted) => {
      try {
        expect(parseRegistrationId(pasted).id).toMatch(/^(mkey:[0-9a-f]{64}|(hskey-authreq-)?[\w-]{24})$/);
      } catch (error) {
        expect(error).toMatchObject({ name: 'HsError', code: 'invalid_value' });
      }
    }),
  );
});
