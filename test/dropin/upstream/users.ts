import { idOf, type Step, user } from './step.ts';

export const USERS: readonly Step[] = [
  user('user1'),
  user('user2'),
  {
    id: 'U2',
    line: 'users list --output json',
    json: [
      { id: 1, name: 'user1' },
      { id: 2, name: 'user2' },
    ],
  },
  {
    id: 'U3',
    line: 'users rename --output=json --identifier=2 --new-name=newname',
    json: { name: 'newname' },
  },
  { id: 'U2', line: 'users list --output json', json: [{ name: 'user1' }, { name: 'newname' }] },
  {
    id: 'U4',
    line: 'users list --output json --name=user1',
    json: [{ id: 1, name: 'user1', email: 'user1@test.no' }],
  },
  {
    id: 'U5',
    line: 'users list --output json --identifier=1',
    json: [{ id: 1, name: 'user1', email: 'user1@test.no' }],
  },
  { id: 'U6', line: 'users destroy --force --identifier=1', out: /User destroyed/ },
  {
    id: 'U2',
    line: 'users list --output json',
    json: [{ id: 2, name: 'newname', email: 'user2@test.no' }],
  },
  { id: 'U7', line: 'users destroy --force --name=newname', out: /User destroyed/ },
  { id: 'U2', line: 'users list --output json', out: /^null\n$/ },
  { ...user('user3'), keep: idOf },
  { id: 'U8', line: ({ id }) => `users delete --identifier ${id} --force --output json`, out: /^\{\}\n$/ },
];
