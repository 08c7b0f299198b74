import { APIKEYS } from './apikeys.ts';
import { AUTH } from './auth.ts';
import { DEBUG } from './debug.ts';
import type { Explain } from './explanation.ts';
import { NODES } from './nodes.ts';
import { OTHERS } from './others.ts';
import { POLICY } from './policy.ts';
import { PREAUTHKEYS } from './preauthkeys.ts';
import { ROUTES } from './routes.ts';
import { USERS } from './users.ts';

/** How each command of the official client is explained, by its words. */
export const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  ...USERS,
  ...NODES,
  ...ROUTES,
  ...PREAUTHKEYS,
  ...AUTH,
  ...APIKEYS,
  ...POLICY,
  ...DEBUG,
  ...OTHERS,
};
