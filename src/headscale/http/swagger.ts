import type { ReleaseRange } from '../../domain/release.ts';
import { PROBED_METHODS, type ProbeAnswer, type ProbedMethod, releaseFromProbes } from '../detect.ts';
import { type Answer, jsonObject } from './exchange.ts';

/** A path and verb of the gateway that stands for a call, in the words of its OpenAPI document. */
const PLACES: Readonly<Record<ProbedMethod, readonly [path: RegExp, verb: string]>> = {
  ListUsers: [/^\/api\/v1\/user$/, 'get'],
  GetUser: [/^\/api\/v1\/user\/\{\w+\}$/, 'get'],
  SetApprovedRoutes: [/^\/api\/v1\/node\/\{\w+\}\/approve_routes$/, 'post'],
  Health: [/^\/api\/v1\/health$/, 'get'],
  DeletePreAuthKey: [/^\/api\/v1\/preauthkey$/, 'delete'],
  CheckPolicy: [/^\/api\/v1\/policy\/check$/, 'post'],
};

type Json = Readonly<Record<string, unknown>>;

/** The releases whose gateway has just the calls that its public OpenAPI document lists; undefined for any other page. */
export function releaseFromSwagger(answer: Answer): ReleaseRange | undefined {
  const document = answer.status === 200 ? jsonObject(answer) : undefined;
  const paths = objectOf(document?.['paths']);
  if (document?.['swagger'] !== '2.0' || !paths) return undefined;
  const has = (method: ProbedMethod) => operation(paths, ...PLACES[method]) !== undefined;
  const probes = PROBED_METHODS.map((method) => [method, has(method) ? 'exists' : 'missing'] as const);
  const range = releaseFromProbes(Object.fromEntries(probes) as Record<ProbedMethod, ProbeAnswer>);
  return range?.newest === '0.27.1' && range.oldest === '0.27.0' ? narrow027(paths) : range;
}

/** 0.27.1 gave ExpireNode a time, as a parameter of the query. */
function narrow027(paths: Json): ReleaseRange {
  const expire = operation(paths, /^\/api\/v1\/node\/\{\w+\}\/expire$/, 'post');
  const parameters: readonly unknown[] = Array.isArray(expire?.['parameters']) ? expire['parameters'] : [];
  const names = new Set(parameters.map((one) => objectOf(one)?.['name']));
  // A list without the node's id is none: it does not tell what else is missing.
  if (!names.has('nodeId')) return { oldest: '0.27.0', newest: '0.27.1' };
  const exact = names.has('expiry') ? '0.27.1' : '0.27.0';
  return { oldest: exact, newest: exact };
}

function operation(paths: Json, path: RegExp, verb: string): Json | undefined {
  const found = Object.entries(paths).find(([name]) => path.test(name));
  return objectOf(objectOf(found?.[1])?.[verb]);
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
