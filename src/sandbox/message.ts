import type { Instant } from '../domain/instant.ts';

/**
 * A message in camelCase, as gRPC and the REST gateway both carry it: 64-bit numbers as decimal strings or numbers,
 * enums by name, times as `{seconds, nanos}`, unset messages null or absent.
 */
export type Message = Readonly<Record<string, unknown>>;

/** A string field; `""` where it is unset. */
export function textOf(message: Message, field: string): string {
  const value = message[field];
  return typeof value === 'string' ? value : '';
}

/** A bool field; false where it is unset. */
export function boolOf(message: Message, field: string): boolean {
  return message[field] === true;
}

/** A repeated string field; empty where it is unset. */
export function textsOf(message: Message, field: string): string[] {
  const value = message[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A uint64 field in decimal; `"0"` where it is unset. */
export function digitsOf(message: Message, field: string): string {
  const value = message[field];
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && /^\d+$/.test(value) ? value : '0';
}

/** A uint64 field as a row id; 0 where it is unset. Ids beyond 2^53 name no row anyway. */
export function idOf(message: Message, field: string): number {
  return Number(digitsOf(message, field));
}

/** A timestamp field; null where it is unset. */
export function instantOf(message: Message, field: string): Instant | null {
  const value = message[field];
  if (typeof value !== 'object' || value === null) return null;
  const { seconds = 0, nanos = 0 } = value as { seconds?: unknown; nanos?: unknown };
  return { seconds: Number(seconds), nanos: Number(nanos) };
}
