import { type Env, given } from '../config/env.ts';

/**
 * What to say where a variable goes before the current context: commands then go somewhere else than to the one that
 * was just chosen. Nothing where none does.
 */
export function shadowedBy(env: Env, context: string): readonly string[] {
  const named = given(env['HS_CONTEXT']);
  const variable =
    given(env['HS_ADDRESS']) !== undefined
      ? 'HS_ADDRESS'
      : named !== undefined && named !== context
        ? 'HS_CONTEXT'
        : undefined;
  if (variable === undefined) return [];
  return [`${variable} is set and goes first: commands use what it names, not context ${context}`];
}
