import type { ReleaseRange } from '../../domain/release.ts';
import { type Answer, jsonObject, mediaType } from './exchange.ts';
import { gatewayStatus, isUnauthorised } from './gateway-wire.ts';
import { isUnauthorisedProblem } from './problem.ts';

/** Releases that one answer fits. */
export interface Evidence {
  /** What showed it, for people. */
  readonly by: string;
  readonly range: ReleaseRange;
}

/** 0.30, which left gRPC and the gateway. */
const NATIVE: ReleaseRange = { oldest: '0.30', newest: '0.30' };

/** The releases with the REST gateway. */
const GATEWAY: ReleaseRange = { oldest: '0.23', newest: '0.29' };

/** The releases that answer the health call, on a socket or behind a proxy that adds a key by itself. */
const WITH_HEALTH: ReleaseRange = { oldest: '0.27.0', newest: '0.30' };

/** The health call without a key: 0.30 refuses it in JSON, older releases in plain text. */
export function readHealth(answer: Answer): ReleaseRange | undefined {
  if (isUnauthorisedProblem(answer)) return NATIVE;
  if (isGateways(answer)) return GATEWAY;
  return isHealthy(answer) ? WITH_HEALTH : undefined;
}

/** `/api/v1/openapi.yaml`, public from 0.30 on and unknown to the gateway. */
export function readOpenApi(answer: Answer): ReleaseRange | undefined {
  if (isGateways(answer)) return GATEWAY;
  return answer.status === 200 && mediaType(answer) === 'application/openapi+yaml' ? NATIVE : undefined;
}

/** `/key` without the parameter it wants: the server's fault up to 0.24, the caller's from 0.25 on. */
export function readKey({ status, body }: Answer): ReleaseRange | undefined {
  if (status === 500 && body === '') return { oldest: '0.23', newest: '0.24' };
  const said = status === 400 && body.includes('capability version must be set');
  return said ? { oldest: '0.25', newest: '0.30' } : undefined;
}

/** What a version is written in, and at most how long. */
const VERSION = /^[\x21-\x7e]{1,100}$/;

/** The text of `/version`, which 0.27 and later have; undefined for any other page, and for a text that is no version. */
export function readVersion(answer: Answer): string | undefined {
  const version = answer.status === 200 ? jsonObject(answer)?.['version'] : undefined;
  return typeof version === 'string' && VERSION.test(version) ? version : undefined;
}

/** An answer to the health call that only Headscale gives. */
export function isHealthy(answer: Answer): boolean {
  return answer.status === 200 && typeof jsonObject(answer)?.['databaseConnectivity'] === 'boolean';
}

function isGateways(answer: Answer): boolean {
  return isUnauthorised(answer) || (answer.status !== 200 && gatewayStatus(answer) !== undefined);
}
