import type { RecordedCall, RecordedPage, RecordedRest } from './recording.ts';
import type { Sender, Stage } from './sender.ts';
import { Callers } from './sender.ts';

const CUT = '…';

/** Sends the recorded calls over HTTP: the API, and the pages beside it. */
export class RestSender implements Sender {
  readonly #stage: Stage;
  readonly #callers: Callers;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#callers = new Callers(stage.sandbox);
  }

  async send(call: RecordedCall): Promise<string[]> {
    if ('http' in call) return this.#page(call);
    return 'method' in call ? this.#send(call) : [];
  }

  close(): void {
    // Every call is one of its own.
  }

  async #send(call: RecordedRest): Promise<string[]> {
    const { likeness } = this.#stage;
    const body = call.body === undefined || call.body === null ? undefined : likeness.translated(call.body);
    const answer = await this.#fetch(call, call.method, this.#translatedPath(call.path), body);
    const outside = this.#outside(call, answer);
    if (outside.length > 0) return outside;
    const actual = answer.contentType?.includes('json') ? JSON.parse(answer.text) : answer.text;
    if (answer.status === 200) this.#callers.answered(call, actual);
    return likeness.differences(call.response, actual);
  }

  async #page(call: RecordedPage): Promise<string[]> {
    const [method = '', path = ''] = call.http.split(' ');
    const answer = await this.#fetch(call, method, path, undefined);
    const outside = this.#outside(call, answer);
    if (outside.length > 0) return outside;
    const { response } = call;
    const same = response.endsWith(CUT)
      ? answer.text.startsWith(response.slice(0, -CUT.length))
      : answer.text === response;
    return same ? [] : [`${response} became ${answer.text.slice(0, 400)}`];
  }

  /** Status and content type. */
  #outside(recorded: RecordedRest | RecordedPage, actual: HttpResult): string[] {
    const [a, b] = [recorded, actual].map(({ status, contentType }) => `${status} ${contentType ?? ''}`);
    return a === b ? [] : [`${a} became ${b}: ${actual.text.slice(0, 400)}`];
  }

  /** Every part of the path and the query that stands for another value here. */
  #translatedPath(path: string): string {
    return path.replace(/[^/?&=]+/g, (part) => {
      const plain = decodeURIComponent(part);
      const translated = this.#stage.likeness.translated(plain);
      return translated === plain ? part : encodeURIComponent(String(translated));
    });
  }

  async #fetch(call: RecordedCall, method: string, path: string, body: unknown): Promise<HttpResult> {
    const authorization = this.#callers.authorization(call);
    const response = await fetch(this.#stage.sandbox.httpAddress + path, {
      method,
      redirect: 'manual',
      headers: authorization === undefined ? {} : { authorization },
      ...(body === undefined
        ? {}
        : {
            body: JSON.stringify(body),
            headers: {
              'content-type': 'application/json',
              ...(authorization === undefined ? {} : { authorization }),
            },
          }),
    });
    const contentType = response.headers.get('content-type');
    return { status: response.status, contentType, text: await response.text() };
  }
}

interface HttpResult {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}
