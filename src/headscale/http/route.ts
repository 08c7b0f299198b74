import { type Instant, toRfc3339 } from '../../domain/instant.ts';
import { HsError } from '../../errors.ts';
import type { Message } from '../wire.ts';
import type { HttpRequest } from './exchange.ts';

/** Where a call goes over HTTP, and how its message travels. */
export interface Route {
  readonly method: HttpRequest['method'];
  /** Behind `/api/v1`; `{name}` is filled with that field of the message. */
  readonly path: string;
  /** Where the fields that are not in the path go. What reads no body drops one in silence, and the other way round. */
  readonly rest: 'body' | 'query';
  /** Fields of the body that are written even where they have their default value, so that they are seen to be meant. */
  readonly always?: Message;
  /** No body where nothing is left to say. */
  readonly bodyOptional?: true;
  /** This field of the path may be left out where that field of the query says what is meant. */
  readonly unless?: { readonly path: string; readonly query: string };
}

/** The routes of one API by the names of the calls. */
export type Routes = Readonly<Partial<Record<string, Route>>>;

/**
 * The request that carries a message.
 * @throws HsError `invalid_value` where a field of the path is missing, or holds what a path cannot
 */
export function requestOf(rpc: string, route: Route, message: Message): HttpRequest {
  const rest = new Map(Object.entries(message));
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    const mayBeLeftOut = route.unless?.path === name && rest.has(route.unless.query);
    return value === undefined && mayBeLeftOut ? '' : pathSegment(rpc, name, value);
  });
  const place = { method: route.method, path: `/api/v1${path}` };
  if (route.rest === 'query') return { ...place, path: place.path + queryOf(rest) };
  if (route.bodyOptional && rest.size === 0) return place;
  const fields = [...rest].map(([name, value]) => [name, jsonOf(value)] as const);
  return { ...place, body: JSON.stringify({ ...route.always, ...Object.fromEntries(fields) }) };
}

/**
 * Servers and proxies take `.` and `..` for places and the gateway takes an encoded slash for a slash, so a call
 * with one of these would end somewhere else.
 */
function pathSegment(rpc: string, name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (text === '') throw new HsError('invalid_value', `${rpc} needs ${name}, so nothing was sent`);
  if (text !== '.' && text !== '..' && !text.includes('/')) return encodeURIComponent(text);
  throw new HsError(
    'invalid_value',
    `${JSON.stringify(text)} cannot be sent over HTTP, as it would stand in a path`,
    {
      hint: 'Choose a name without slashes, or reach the server over gRPC.',
    },
  );
}

function queryOf(fields: ReadonlyMap<string, unknown>): string {
  const pairs = [...fields].flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (item: unknown) => `${encodeURIComponent(name)}=${encodeURIComponent(String(jsonOf(item)))}`,
    ),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Requests hold texts, flags, lists of texts and times, which are the only objects in them. */
function jsonOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonOf);
  return typeof value === 'object' && value !== null ? toRfc3339(timeOf(value)) : value;
}

/** A time as messages hold it: what is zero is left out. */
function timeOf({ seconds = 0, nanos = 0 }: Partial<Instant>): Instant {
  return { seconds, nanos };
}
