import type { View } from '../view.ts';

/** A context, as it is listed. It never holds a key. */
export interface ContextRow {
  readonly name: string;
  /** The one that is meant where none is named. */
  readonly current: boolean;
  readonly address: string;
  readonly transport: string;
  /** Who vouches for the server: `system`, `ca-file`, `pinned`, `insecure`. */
  readonly trust: string;
  /** Where the API key is: `keyring`, `file`, `command`, `none`. */
  readonly key: string;
  readonly defaultUser: string | null;
  readonly loginServer: string | null;
  readonly readOnly: boolean;
}

export const contextView: View<ContextRow> = {
  one: 'context',
  many: 'contexts',
  columns: [
    {
      id: 'current',
      header: 'Current',
      description: 'whether it is the one that is meant where none is named',
      value: ({ current }) => current,
      shown: ({ current }) => ({ text: current ? '*' : '' }),
    },
    { id: 'name', header: 'Name', description: 'its name', value: ({ name }) => name, shrink: 'never' },
    { id: 'address', header: 'Address', description: 'where the server is', value: ({ address }) => address },
    {
      id: 'transport',
      header: 'Transport',
      description: 'how it is spoken to',
      value: ({ transport }) => transport,
    },
    {
      id: 'trust',
      header: 'Trust',
      description: 'who vouches for the server',
      value: ({ trust }) => trust,
      appears: 'wide',
    },
    { id: 'key', header: 'Key', description: 'where its API key is kept', value: ({ key }) => key },
    {
      id: 'defaultUser',
      header: 'User',
      description: 'the user where none is named',
      value: ({ defaultUser }) => defaultUser,
    },
    {
      id: 'loginServer',
      header: 'Login server',
      description: 'the URL that devices use, where it is not the address',
      value: ({ loginServer }) => loginServer,
      appears: 'wide',
    },
    {
      id: 'readOnly',
      header: 'Read-only',
      description: 'whether changes are refused',
      value: ({ readOnly }) => readOnly,
    },
  ],
  toJson: (context) => ({ ...context }),
  id: ({ name }) => name,
};
