import type { Rule } from '../context.ts';

/** Health: the database is always there. */
export const health: Rule = () => ({ databaseConnectivity: true });
