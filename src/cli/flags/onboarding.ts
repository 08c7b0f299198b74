import { Flags } from '@oclif/core';
import { DEVICE_SYSTEMS } from '../../domain/onboarding.ts';

const helpGroup = 'Onboarding';

/** What the line for a device is to say. */
export const joiningFlags = {
  onboard: Flags.boolean({ summary: 'Say what the owner of the device types or taps to join', helpGroup }),
  for: Flags.option({
    summary: 'Only for these systems',
    options: [...DEVICE_SYSTEMS],
    multiple: true as const,
    delimiter: ',',
    helpValue: 'SYSTEM,…',
    helpGroup,
  })(),
  'login-server': Flags.string({
    summary: 'The URL that devices use, where neither the context nor the address says it',
    helpValue: 'URL',
    helpGroup,
  }),
  hostname: Flags.string({ summary: 'The name that the device is to take', helpValue: 'NAME', helpGroup }),
  'advertise-routes': Flags.string({
    summary: 'Subnets that the device is to announce',
    multiple: true as const,
    delimiter: ',',
    helpValue: 'CIDR,…',
    helpGroup,
  }),
  'advertise-exit-node': Flags.boolean({ summary: 'The device is to announce an exit node', helpGroup }),
};

/** What is done with a new key besides. */
export const handOverFlags = {
  qr: Flags.boolean({ summary: 'Draw the key as a QR code, for phones', helpGroup }),
  copy: Flags.boolean({
    summary: 'Put the line (or the key) on the clipboard and show no secret',
    helpGroup,
  }),
};

/** For commands after which a device comes. */
export const waitFlag = {
  wait: Flags.boolean({
    summary: 'Wait until the device is there and online, then offer its routes for approval',
    helpGroup,
  }),
};
