import type { FirstRead } from '../cli/first-read.ts';

/** Commands that begin with a read whatever else they are told: it can leave before their code is loaded. */
export const FIRST_READS: Readonly<Record<string, FirstRead>> = {
  'users list': 'listUsers',
  'users show': 'listUsers',
  'nodes list': 'listNodes',
  'nodes show': 'listNodes',
  'routes list': 'listNodes',
  'apikeys list': 'listApiKeys',
};
