import { maskPatterns } from '../domain/secret.ts';

/** The answer of a call with every secret masked; what a call has just created is shown, since it is only now. */
export function maskRawAnswer(rpc: string, answer: unknown): unknown {
  return /^Create(PreAuthKey|ApiKey)$/.test(rpc) ? answer : masked(answer);
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskPatterns(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
}
