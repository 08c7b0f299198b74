import { textFlag } from '../../grammar/flag.ts';

/** `--auth-id`, which names what waits. */
export const AUTH_ID = textFlag({
  name: 'auth-id',
  summary: 'The id that the device shows',
  required: true,
});
