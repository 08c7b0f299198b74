import { Flags } from '@oclif/core';

const group = { helpGroup: 'Filter' };

const filter = Flags.string({
  summary: 'Only those that fit one of the filters below; several flags hold together',
  multiple: true,
  helpValue: 'FILTER',
  ...group,
});

const user = Flags.string({ char: 'u', helpValue: 'USER', summary: 'Only those of this user', ...group });
const expired = Flags.boolean({ summary: 'Only those that have expired', ...group });
const expiring = Flags.string({
  summary: 'Only those that expire within so long',
  helpValue: '[=7d]',
  ...group,
});

const tag = Flags.string({ summary: 'Only those with this tag', helpValue: 'TAG', ...group });

/** What narrows a list down, where the noun has nothing shorter. */
export const userFilterFlags = { filter };

export const nodeFilterFlags = {
  filter,
  online: Flags.boolean({ summary: 'Only those that are connected now', ...group }),
  offline: Flags.boolean({ summary: 'Only those that are not', ...group }),
  expired,
  expiring,
  user,
  tag,
  route: Flags.string({
    summary: 'Only those whose routes share addresses with this network or address',
    helpValue: 'ROUTE',
    ...group,
  }),
};

export const preAuthKeyFilterFlags = {
  filter,
  user,
  tag,
  expired,
  expiring,
  used: Flags.boolean({ summary: 'Only those that a node has joined with', ...group }),
  unused: Flags.boolean({ summary: 'Only those that no node has joined with', ...group }),
};

export const apiKeyFilterFlags = { filter, expired, expiring };

export const routeFilterFlags = {
  filter,
  route: Flags.string({
    summary: 'Only those that share addresses with this network or address',
    helpValue: 'ROUTE',
    ...group,
  }),
  waiting: Flags.boolean({ summary: 'Only what is announced and not approved', ...group }),
  user,
};
