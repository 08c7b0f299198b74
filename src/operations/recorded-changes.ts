import type { ChangeRecord } from '../domain/change-record.ts';
import { createRedactor } from '../domain/secret.ts';
import { type ErrorCode, HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { CHANGE_WORDS, type ChangeDescriptions, type ChangeWords, rawCallWords } from './change-words.ts';
import { CHANGES, type ChangingCall } from './changing-calls.ts';

/** What a change came to. */
export type RecordedChange = ChangeWords & Pick<ChangeRecord, 'result' | 'error'>;

/** What hs refuses by itself: nothing was sent, so there is nothing to remember. */
const NEVER_SENT: ReadonlySet<ErrorCode> = new Set([
  'usage',
  'invalid_value',
  'ambiguous',
  'nobody_to_ask',
  'unsupported',
  'unknown_release',
]);

/**
 * The same port, which tells of every change that was sent, whatever came of it.
 * @param record waited for before the change answers, so that nothing is told as done which is not remembered
 * @param secrets are kept out of the texts of errors, beside whatever has the form of a key
 */
export function recordedApi(
  api: HeadscaleApi,
  record: (change: RecordedChange) => Promise<void>,
  secrets: readonly string[],
): HeadscaleApi {
  const { redact } = createRedactor(secrets);
  const recorded = async <T>(call: () => Promise<T>, tell: (answer: T | undefined) => ChangeWords) => {
    let answer: T;
    try {
      answer = await call();
    } catch (error) {
      if (!(error instanceof HsError && NEVER_SENT.has(error.code))) {
        const lost = error instanceof HsError && error.code === 'answer_lost';
        const text = error instanceof Error ? error.message : String(error);
        await record({ ...tell(undefined), result: lost ? 'unknown' : 'failed', error: redact(text) });
      }
      throw error;
    }
    await record({ ...tell(answer), result: 'changed', error: null });
    return answer;
  };
  const one = <Call extends ChangingCall>(name: Call): PropertyDescriptor => ({
    value: (...args: Parameters<HeadscaleApi[Call]>) => {
      type Answer = Awaited<ReturnType<HeadscaleApi[Call]>>;
      const call = api[name] as (...given: Parameters<HeadscaleApi[Call]>) => Promise<Answer>;
      const tell: ChangeDescriptions[Call] = CHANGE_WORDS[name];
      return recorded(
        () => call.apply(api, args),
        (answer) => tell(args, answer),
      );
    },
  });
  const changing = (Object.keys(CHANGES) as (keyof typeof CHANGES)[]).filter(isChanging);
  const raw: HeadscaleApi['raw'] = (rpc, message, options) => {
    const call = () => api.raw(rpc, message, options);
    return options.change ? recorded(call, () => rawCallWords(rpc)) : call();
  };
  const methods = Object.fromEntries(changing.map((name) => [name, one(name)]));
  // Its methods may be inherited, so the port is built on the old one instead of copied.
  return Object.create(api, { ...methods, raw: { value: raw } }) as HeadscaleApi;
}

function isChanging(name: keyof typeof CHANGES): name is ChangingCall {
  return CHANGES[name] === true;
}
