import { Flags } from '@oclif/core';
import { connectionFlags } from './connection.ts';

const {
  address: _,
  'api-key-file': __,
  context: ___,
  'headscale-config': ____,
  ...reaching
} = connectionFlags;

/** Flags of `hs login`: the key, what the context is to say, and how the server is reached. */
export const loginFlags = {
  'api-key-stdin': Flags.boolean({ summary: 'Read the API key from standard input' }),
  'api-key-file': Flags.string({
    summary: 'Read the API key from a file that holds it alone',
    helpValue: 'FILE',
  }),
  'api-key-command': Flags.string({
    summary:
      'A program that prints the API key, run each time without a shell; words between spaces, or a JSON list',
    helpValue: 'COMMAND',
  }),
  'make-key-over': Flags.string({
    summary: 'Make an API key for 90 days over a socket of the server, here or behind ssh',
    helpValue: 'ssh://USER@HOST',
  }),
  'trust-fingerprint': Flags.string({
    summary: 'Trust the one certificate with this SHA-256 fingerprint, and no other',
    helpValue: 'SHA256:HEX',
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
