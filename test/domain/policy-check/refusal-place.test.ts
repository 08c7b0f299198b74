import { expect, test } from 'vitest';
import { placeOfRefusal } from '../../../src/domain/policy-check/refusal-place.ts';

const TEXT = `{
  // "ghost" in a comment is no place
  "groups": {"group:a": ["alice@"]},
  "acls": [
    {"action": "maybe", "src": ["group:b"], "dst": ["ghost:22"]},
  ],
  "tests": [{"src": "alice@", "deny": ["100.64.0.1:22"]}],
  "bogus": 1,
}
`;

test.each([
  ['parsing HuJSON: hujson: line 5, column 6: invalid literal: x', '5:6'],
  ['json: unable to unmarshal JSON string into Go v2.Action within "/acls/0/action": action="maybe"', '5:16'],
  ['json: cannot unmarshal JSON string into Go v2.OwnerEnc within "/ACLS/0/src/0": x', '5:33'],
  ["parsing policy, acl index: 0->0: group group:b isn't registered. invalid group", '5:33'],
  ['parsing policy: unknown field "bogus"', '8:3'],
  ['parsing policy: unknown field: "bogus"', '8:3'],
  ['parsing policy: host not defined in policy: "ghost"', '5:53'],
  ['Host "ghost" is not defined in the Policy, please define or remove the reference to it', '5:53'],
  ['validating policy user references: multiple users found: token "alice@" found: [a b]', '3:26'],
  ['test(s) failed:\nalice@ -> 100.64.0.1:22: expected DENIED, got ALLOWED', '7:40'],
  ['empty policy', null],
  ['verifying policy rules: invalid action', null],
])('%s', (refusal, place) => {
  const found = placeOfRefusal(TEXT, refusal);
  expect(found && `${found.line}:${found.column}`).toBe(place);
});

test('a column that counts bytes is one of characters here', () => {
  const text = '{\n  "日本": x\n}\n';
  expect(placeOfRefusal(text, 'hujson: line 2, column 13: invalid literal: x')).toEqual({
    line: 2,
    column: 9,
  });
});

test('a text that cannot be read at all has places too', () => {
  expect(placeOfRefusal('', 'hujson: line 1, column 1: parsing value: unexpected EOF')).toEqual({
    line: 1,
    column: 1,
  });
  expect(placeOfRefusal('{ nope', 'unknown field "nope"')).toBeNull();
});
