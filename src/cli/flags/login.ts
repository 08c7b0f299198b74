import { Flags } from '@oclif/core';
import { connectionFlags } from './connection.ts';

const { address: _, 'api-key-file': __, context: ___, ...reaching } = connectionFlags;

/** Flags of `hs login`: the key, what the context is to say, and how the server is reached. */
export const loginFlags = {
  'api-key-stdin': Flags.boolean({ summary: 'Read the API key from standard input' }),
  'api-key-file': Flags.string({
    summary: 'Read the API key from a file that holds it alone',
    helpValue: 'FILE',
  }),
  context: Flags.string({
    summary: 'The name to save it under; without one it is made from the host',
    helpValue: 'CONTEXT',
  }),
  user: Flags.string({ char: 'u', summary: 'The user where none is named', helpValue: 'USER' }),
  'login-server': Flags.string({
    summary: 'The URL devices use, where it is not this one',
    helpValue: 'URL',
  }),
  'read-only': Flags.boolean({ summary: 'Refuse every change in this context' }),
  ...reaching,
};
