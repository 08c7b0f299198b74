/** One HTTP request, its body not read yet. */
export interface HttpRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Reads the body to its end. Throws `BodyTooLarge` where it has `limit` bytes or more. */
  body(limit?: number): Promise<Buffer>;
}

/** What is sent back. */
export interface HttpAnswer {
  readonly status: number;
  /** Absent where there is no body to speak of. */
  readonly contentType?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request, or throws `ServerDied` where the real server would crash. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** A body is not shorter than a server allows. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A body of text. */
export function text(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

/** A page for people. */
export function page(body: string): HttpAnswer {
  return { status: 200, contentType: 'text/html; charset=utf-8', body };
}

/** What Go's routers say of a path they do not know. */
export function pageNotFound(): HttpAnswer {
  return text(404, '404 page not found\n');
}

/** What 0.29 and later say of a path they know by other verbs. */
export function methodNotAllowed(verbs: readonly string[]): HttpAnswer {
  return { status: 405, headers: { allow: verbs.join(', ') } };
}
