import { Flags } from '@oclif/core';
import { TRANSPORT_CHOICES } from '../../headscale/connect.ts';
import { CONNECTION_GROUP } from '../help/command-help.ts';

/** Flags that choose the server, on every command that talks to one. */
export const connectionFlags = {
  address: Flags.string({
    summary: 'Where the server is, such as headscale.example.com:50443 [HS_ADDRESS]',
    helpValue: 'ADDRESS',
    helpGroup: CONNECTION_GROUP,
  }),
  context: Flags.string({
    summary: 'The context to use, see hs contexts list [HS_CONTEXT]',
    helpValue: 'CONTEXT',
    helpGroup: CONNECTION_GROUP,
  }),
  'headscale-config': Flags.string({
    summary: 'A config.yaml of Headscale, whose cli: section or socket names the server [HEADSCALE_CONFIG]',
    helpValue: 'FILE',
    helpGroup: CONNECTION_GROUP,
  }),
  'api-key-file': Flags.string({
    summary: 'A file that holds the API key alone [HS_API_KEY holds the key itself]',
    helpValue: 'FILE',
    helpGroup: CONNECTION_GROUP,
  }),
  'ca-file': Flags.string({
    summary: 'Trust this certificate authority (PEM) [HS_CA_FILE]',
    helpValue: 'FILE',
    helpGroup: CONNECTION_GROUP,
  }),
  'server-name': Flags.string({
    summary: 'Check the certificate against this name instead of the address',
    helpValue: 'NAME',
    helpGroup: CONNECTION_GROUP,
  }),
  'client-cert': Flags.string({
    summary: 'Show this certificate (PEM) to a server that asks for one',
    helpValue: 'FILE',
    helpGroup: CONNECTION_GROUP,
  }),
  'client-key': Flags.string({
    summary: 'The private key of --client-cert (PEM), not encrypted',
    helpValue: 'FILE',
    helpGroup: CONNECTION_GROUP,
  }),
  insecure: Flags.boolean({
    summary: 'Check no certificate: whoever answers gets the key; warns each time',
    helpGroup: CONNECTION_GROUP,
  }),
  plaintext: Flags.boolean({
    summary: 'Speak without TLS to another machine; the key can be read on the way',
    helpGroup: CONNECTION_GROUP,
  }),
  transport: Flags.string({
    summary: 'How to speak to it: gRPC, HTTP, or gRPC first (default auto)',
    options: [...TRANSPORT_CHOICES],
    helpValue: 'HOW',
    helpGroup: CONNECTION_GROUP,
  }),
  'assume-release': Flags.string({
    summary: 'Take a server that does not tell its release for this one, such as 0.29',
    helpValue: 'RELEASE',
    helpGroup: CONNECTION_GROUP,
  }),
  timeout: Flags.string({
    summary: 'How long one call may take, such as 30s [HS_TIMEOUT]',
    helpValue: 'DURATION',
    helpGroup: CONNECTION_GROUP,
  }),
};
