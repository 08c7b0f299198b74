/** A policy with a comment, an indented comma too many and letters of other scripts: whatever loses a byte shows. */
export const TEXT =
  '{\n  // one: Ünï 日本\n  "acls": [{"action": "accept", "src": ["*"], "dst": ["*:*"]},],\n}\n';

/** The same with another comment. */
export const OTHER = TEXT.replace('// one', '// two');

/** Refused by every release. */
export const BAD = TEXT.replace('"acls"', 'acls');
