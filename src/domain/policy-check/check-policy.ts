import type { User } from '../user.ts';
import { type Complain, checkFields, type FieldWords } from './fields.ts';
import { readHujson } from './hujson.ts';
import type { PolicyLanguage } from './names.ts';
import { type PolicyProblem, placeAt } from './place.ts';
import { checkReferences } from './references.ts';

/** What is to be known of a server to check a policy in its place. */
export interface LocalCheck {
  readonly language: PolicyLanguage & FieldWords;
  readonly users: readonly User[];
}

/**
 * What is wrong with a policy as far as its text and the users tell: syntax, fields, and names of users, groups, tags
 * and hosts; in the order of the text. A server may refuse more.
 */
export function checkPolicyText(text: string, { language, users }: LocalCheck): PolicyProblem[] {
  const { root, mistake } = readHujson(text);
  if (mistake || !root) {
    const { offset, message } = mistake ?? { offset: 0, message: 'There is no policy in it' };
    return [{ place: placeAt(text, offset), message, severity: 'error' }];
  }
  const found: (Omit<PolicyProblem, 'place'> & { readonly offset: number })[] = [];
  const complain: Complain = ({ offset }, message, severity = 'error') => {
    found.push({ offset, message, severity });
  };
  checkFields(root, language, complain);
  checkReferences(root, users, language, complain);
  return found
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message, severity }) => ({ place: placeAt(text, offset), message, severity }));
}
