import type { Contexts } from '../config/contexts.ts';
import type { Env } from '../config/env.ts';
import type { KeptFiles } from '../files/kept-files.ts';
import type { NamedServer } from '../headscale/connect.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { SshTunnels } from '../headscale/ssh/tunnels.ts';
import type { Clipboard } from '../terminal/clipboard.ts';
import type { Editor } from '../terminal/editor.ts';
import type { Pager } from '../terminal/pager.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { Streams } from '../terminal/streams.ts';
import type { ServerTarget } from './server-target.ts';

/** A server that was connected to before the command was loaded. */
interface OpenedServer {
  readonly target: ServerTarget;
  readonly api: HeadscaleApi;
  /** What there is to say about it. */
  readonly notices: readonly string[];
}

/** Everything a command takes from outside. Tests hand in their own. */
export interface Dependencies {
  readonly streams: Streams;
  readonly env: Env;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds; ends with HsError `interrupted` at Ctrl-C. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly prompter: Prompter;
  readonly clipboard: Clipboard;
  readonly editor: Editor;
  readonly pager: Pager;
  /** Reads a text file; throws `usage` where it cannot. */
  readonly readTextFile: (path: string) => string;
  /** What remembers servers and their keys. */
  readonly contexts: Contexts;
  /** What hs remembers and nobody edits: history, copies of policies. */
  readonly state: KeptFiles;
  /** What can be made again. */
  readonly cache: KeptFiles;
  /** The connection that the first read of the command has been sent on already. */
  readonly opened?: OpenedServer;
  readonly connect: (server: NamedServer) => Promise<HeadscaleApi>;
  /** Every ssh that is started on the way to a server. */
  readonly tunnels: SshTunnels;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
