import type { ReleaseRange } from '../../../domain/release.ts';
import type { ErrorCode } from '../../../errors.ts';
import type { Cause } from '../cause.ts';

export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** The rungs of the ladder by their ids, which programs rely on: additions only. */
export type CheckId =
  | 'address'
  | 'ssh'
  | 'name'
  | 'connection'
  | 'tls'
  | 'certificate'
  | 'web'
  | 'proxy'
  | 'grpc'
  | 'release'
  | 'body_size'
  | 'credential'
  | 'clock'
  | 'key_expiry'
  | 'old_keys'
  | 'policy';

/** What one check found. */
export interface Finding {
  readonly status: CheckStatus;
  /** What was seen, or why nothing was looked at. Begins small, ends without a full stop. */
  readonly detail: string;
  /** What to change, a line each; a line can be one of a configuration file, with the program before it. */
  readonly fix?: readonly string[];
  /** What a program ends with where this is the first that failed. */
  readonly code?: ErrorCode;
}

/** One line of the checklist. */
export interface CheckResult {
  readonly id: CheckId;
  readonly title: string;
  readonly status: CheckStatus;
  readonly detail: string;
  readonly fix: readonly string[];
}

/** What the server is, as far as it could be told. */
export interface FoundRelease {
  readonly range: ReleaseRange;
  /** The text of `/version`, where there is one. */
  readonly version: string | undefined;
  /** What hs speaks to it; undefined where nothing is answered. */
  readonly transport: 'gRPC' | 'HTTP' | undefined;
  readonly foundBy: readonly string[];
  readonly contradiction: string | undefined;
  /** What to expect of it, a sentence each. */
  readonly hazards: readonly string[];
}

/** Everything that was looked at, top to bottom. Holds no secret. */
export interface Diagnosis {
  readonly address: string;
  readonly checks: readonly CheckResult[];
  readonly release: FoundRelease | undefined;
  /** 0 where nothing failed, else that of the first failure. */
  readonly exitCode: number;
}

/** A finding that has nothing to say but itself. */
export function ok(detail: string): Finding {
  return { status: 'ok', detail };
}

/** A finding of a check that has no meaning here, or nothing to look at. */
export function skipped(detail: string, fix: readonly string[] = []): Finding {
  return { status: 'skipped', detail, fix };
}

/** Something that works now, and should be known. */
export function warning(detail: string, fix: readonly string[] = []): Finding {
  return { status: 'warning', detail, fix };
}

/** Something that keeps hs from working. */
export function failed(code: ErrorCode, detail: string, fix: readonly string[] = []): Finding {
  return { status: 'failed', detail, fix, code };
}

/** A cause that keeps hs from working, with other words on what to change where there are better ones. */
export function failedBy(cause: Cause, fix: readonly string[] = [cause.hint]): Finding {
  return failed(cause.code, cause.text, fix);
}

/** A sentence as a detail: it begins small, unless with a name. */
export function small(sentence: string): string {
  return sentence.replace(/^(The|A|An|No|It|Cannot) /, (word) => word.toLowerCase());
}
