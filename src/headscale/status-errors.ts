import { type ErrorCode, HsError, type ServerStatus } from '../errors.ts';
import type { CallStatus, StatusRow } from './statuses/row.ts';
import { STATUS_TABLE } from './statuses/table.ts';

export type { CallStatus } from './statuses/row.ts';

/**
 * The error a user meets for a status that is not OK. Texts that no release is known to give are passed on in the
 * server's own words. Connection failures (codes 1, 4, 14) are told better by whoever holds the connection; here
 * they have a plain form.
 */
export function translateStatus(status: CallStatus): HsError {
  const row = findStatusRow(status);
  if (!row) return unknownStatus(status);
  return new HsError(row.error, wordsOf(row, status), {
    hint: row.hint,
    status: statusOf(status),
    cause: causeOf(status),
  });
}

/** The row of the table that fits a status; undefined where it is an unknown one. */
export function findStatusRow(status: CallStatus): StatusRow | undefined {
  return STATUS_TABLE.find(
    (row) =>
      (row.codes?.includes(status.code) ?? true) &&
      (row.rpc?.test(status.rpc) ?? true) &&
      (row.change === undefined || row.change === status.change) &&
      row.text.test(status.message),
  );
}

function wordsOf(row: StatusRow, { message, rpc }: CallStatus): string {
  const captured = row.text.exec(message) ?? [];
  return row.say.replace(/\$(rpc|text|\d)/g, (_, name: string) => {
    if (name === 'rpc') return rpc;
    return name === 'text' ? message : (captured[Number(name)] ?? '');
  });
}

const CODE_ERRORS: Readonly<Record<number, ErrorCode>> = {
  1: 'interrupted',
  3: 'invalid_value',
  4: 'timeout',
  5: 'not_found',
  6: 'conflict',
  7: 'credentials',
  12: 'unsupported',
  14: 'unreachable',
  16: 'credentials',
};

/** Codes after which nobody knows whether a change was made: the server may never have seen it, or finished it. */
const LOST = [4, 14];

function unknownStatus(status: CallStatus): HsError {
  const { code, message, rpc, change } = status;
  // A proxy's HTTP status is no word of Headscale's, whichever code it was turned into.
  const isProxys = /HTTP status( code)?:? \d{3}/.test(message);
  const lost = change && (LOST.includes(code) || (code === 13 && /RST_STREAM/.test(message)));
  const error = isProxys ? 'unreachable' : lost ? 'answer_lost' : (CODE_ERRORS[code] ?? 'failed');
  return new HsError(
    error,
    message === '' ? `${rpc} failed with gRPC status ${code}` : `${rpc} failed: ${message}`,
    {
      hint: lost ? 'It may have been applied: look before you repeat it.' : hintOf(error),
      status: statusOf(status),
      cause: causeOf(status),
    },
  );
}

function hintOf(error: ErrorCode): string | undefined {
  if (error === 'unreachable' || error === 'timeout') return 'Run `hs doctor` to see where it breaks.';
  if (error === 'unsupported') return 'Run `hs version` to see what it answers.';
  return error === 'credentials' ? 'Give the server a good API key with `hs login`.' : undefined;
}

function statusOf({ code, message }: CallStatus): ServerStatus {
  return { code, message };
}

function causeOf({ code, message, rpc }: CallStatus): Error {
  return new Error(`${rpc}: gRPC status ${code}: ${message}`);
}
