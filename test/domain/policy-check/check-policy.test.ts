import { describe, expect, test } from 'vitest';
import { checkPolicyText, type LocalCheck } from '../../../src/domain/policy-check/check-policy.ts';
import { aUser } from '../samples.ts';

const users = [
  aUser({ id: '1', name: 'alice' }),
  aUser({ id: '2', name: 'carol@corp.example', email: 'carol@example.com', providerId: 'https://id/7' }),
];
const OF_0_25: LocalCheck['language'] = { bareUsers: true, unknownFields: 'ignored', tagsOwnTags: false };
const OF_0_27: LocalCheck['language'] = { bareUsers: false, unknownFields: 'refused', tagsOwnTags: false };
const OF_0_28 = { ...OF_0_27, tagsOwnTags: true };

/** The problems as lines `place severity message`. */
function problems(policy: unknown, language = OF_0_28): string[] {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  return checkPolicyText(text, { language, users }).map(
    ({ place, severity, message }) => `${place?.line}:${place?.column} ${severity} ${message}`,
  );
}

const messages = (policy: unknown, language = OF_0_28) =>
  problems(policy, language).map((line) => line.replace(/^\d+:\d+ error /, '').replace(/^\d+:\d+ /, ''));

const rule = (src: string, dst = '*:*') => ({ acls: [{ action: 'accept', src: [src], dst: [dst] }] });

test('a policy with everything has no problem', () => {
  const policy = `{
    // people
    "groups": {"group:admins": ["alice@", "carol@corp.example"], "group:none": [],},
    "hosts": {"nas": "100.64.0.7", "office": "10.1.0.0/16", "six": "fd7a::/64"},
    "tagOwners": {"tag:web": ["group:admins", "alice@"], "tag:db": ["tag:web"], "tag:nobody": []},
    "acls": [
      {"action": "accept", "src": ["*"], "dst": ["*:*"]},
      {"#note": "x", "action": "accept", "proto": "tcp", "src": ["alice@", "carol@example.com", "nas", "100.64.0.0/10"],
        "dst": ["nas:22,80-90", "office:*", "tag:web:443", "autogroup:internet:*", "fd7a::1:22", "[fd7a::2]:22"]},
    ],
    "autoApprovers": {"routes": {"10.0.0.0/8": ["tag:web"]}, "exitNode": ["group:admins"]},
    "ssh": [{"action": "check", "src": ["autogroup:member"], "dst": ["tag:web"], "users": ["root"], "checkPeriod": "12h"}],
  }\n`;
  expect(problems(policy)).toEqual([]);
});

test.each(['{}', 'null', '{"acls": null}', '{"groups": {}, "ACLS": []}'])('neither has %s', (text) => {
  expect(problems(text)).toEqual([]);
});

test('a text that is no HuJSON has that problem alone', () => {
  expect(problems('{"acls": [}')).toEqual(['1:11 error A value is missing here']);
});

describe('fields', () => {
  test('that no policy has are named, with what was meant', () => {
    expect(messages({ acl: [], tests: [] })).toEqual([
      'There is no field "acl" here. Did you mean acls?',
      'There is no field "tests" here',
    ]);
    expect(messages({ grants: [] }, OF_0_25)).toEqual([
      'There is no field "grants" here, and this server ignores it',
    ]);
    expect(messages({ acls: [{ action: 'accept', source: ['*'], dst: ['*:*'] }] })).toEqual([
      'There is no field "source" here',
    ]);
  });

  test('that stand twice', () => {
    expect(messages('{"acls": [], "acls": []}')).toEqual(['"acls" stands here a second time']);
    expect(messages('{"groups": {"group:a": [], "group:a": []}}')).toEqual([
      '"group:a" stands here a second time',
    ]);
  });

  test.each<[unknown, string]>([
    [[], 'The policy has to be an object, in { }'],
    [{ acls: {} }, '"acls" has to be a list, in [ ]'],
    [{ acls: ['x'] }, 'A rule of "acls" has to be an object, in { }'],
    [{ groups: [] }, '"groups" has to be an object, in { }'],
    [{ groups: { 'group:a': 'alice@' } }, '"group:a" has to be a list of texts, in [ ]'],
    [{ groups: { 'group:a': [1] } }, 'Everything in "group:a" has to be a text, in double quotes'],
    [{ hosts: { nas: 1 } }, '"nas" has to be a text, in double quotes'],
    [{ acls: [{ action: 'accept', src: '*' }] }, '"src" has to be a list of texts, in [ ]'],
    [{ autoApprovers: [] }, '"autoApprovers" has to be an object, in { }'],
  ])('%j', (policy, said) => {
    expect(messages(policy)).toEqual([said]);
  });
});

describe('names', () => {
  test.each<[string, string]>([
    ['bob@', 'There is no user "bob"'],
    ['alcie@', 'There is no user "alcie". Did you mean alice?'],
    ['group:x', 'There is no group "group:x" in "groups"'],
    ['tag:x', 'There is no tag "tag:x" in "tagOwners"'],
    ['autogroup:members', 'There is no group "autogroup:members". Did you mean autogroup:member?'],
    ['nas', 'There is no host "nas" in "hosts"'],
    ['alice', 'There is no host "alice" in "hosts"; the user is written "alice@"'],
    ['10.0.0.0/33', 'There is no host "10.0.0.0/33" in "hosts"'],
    [
      'dave@example.com',
      'warning There is no user "dave@example.com" so far; one may come with a first login',
    ],
  ])('%s as a source, and as a target', (alias, said) => {
    expect(messages(rule(alias))).toEqual([said]);
    expect(messages(rule('*', `${alias}:*`))).toEqual([said]);
  });

  test('up to 0.25 a bare word can be a user, and a tag needs no owner', () => {
    expect(messages(rule('alice'), OF_0_25)).toEqual([]);
    expect(messages(rule('alice@'), OF_0_25)).toEqual([]);
    expect(messages(rule('bob'), OF_0_25)).toEqual(['There is no user and no host "bob"']);
    expect(messages(rule('tag:x'), OF_0_25)).toEqual(['warning There is no tag "tag:x" in "tagOwners"']);
    expect(messages({ groups: { 'group:a': ['alice'] } }, OF_0_25)).toEqual([]);
    expect(messages({ groups: { 'group:a': ['alice'] } })).toEqual([
      '"alice" is no user: a user is written "alice@"',
    ]);
  });

  test.each<[unknown, string]>([
    [{ groups: { admins: [] } }, 'A group is called "group:…", not "admins"'],
    [{ groups: { 'group:a': ['group:a'] } }, '"group:a" cannot be in a group'],
    [{ tagOwners: { web: [] } }, 'A tag is called "tag:…", not "web"'],
    [{ tagOwners: { 'tag:a': ['autogroup:member'] } }, '"autogroup:member" cannot own a tag here'],
    [{ tagOwners: { 'tag:a': ['group:b'] } }, 'There is no group "group:b" in "groups"'],
    [{ tagOwners: { 'tag:a': ['tag:b'] } }, 'There is no tag "tag:b" in "tagOwners". Did you mean tag:a?'],
    [{ hosts: { nas: 'nas.lan' } }, '"nas.lan" is no IP address and no network such as 10.0.0.0/8'],
    [{ autoApprovers: { routes: { lan: [] } } }, '"lan" is no network such as 10.0.0.0/8'],
    [{ autoApprovers: { exitNode: ['tag:x'] } }, 'There is no tag "tag:x" in "tagOwners"'],
    [rule('*', '*'), '"*" names no ports: write "*:*" for all'],
    [rule('*', 'tag:web'), '"tag:web" names no ports: write "tag:web:*" for all'],
    [{ acls: [{ src: ['*'], dst: ['*:*'] }] }, 'This rule has no "action": "accept"'],
    [{ acls: [{ action: 'drop' }] }, '"drop" is no action here: it has to be "accept"'],
    [{ ssh: [{ action: 'drop' }] }, '"drop" is no action here: it has to be "accept" or "check"'],
    [{ ssh: [{ action: 'check', src: ['group:x'], dst: [] }] }, 'There is no group "group:x" in "groups"'],
  ])('%j', (policy, said) => {
    expect(messages(policy)).toEqual([said]);
  });

  test('before 0.28 no tag owns a tag', () => {
    const policy = { tagOwners: { 'tag:a': ['tag:b'], 'tag:b': [] } };
    expect(messages(policy)).toEqual([]);
    expect(messages(policy, OF_0_27)).toEqual(['"tag:b" cannot own a tag here']);
  });
});

test('problems stand in the order of the text, with their places', () => {
  const text = '{\n  "acls": [{"action": "accept", "src": ["ü@", "x"], "dst": []}],\n  "bogus": 1,\n}\n';
  expect(problems(text)).toEqual([
    '2:41 error There is no user "ü"',
    '2:47 error There is no host "x" in "hosts"',
    '3:3 error There is no field "bogus" here',
  ]);
});
