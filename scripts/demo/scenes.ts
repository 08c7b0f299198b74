import { Stage, type StageOptions } from './stage.ts';

/** A part of the demo: a server, and what is done with it. */
export interface Scene {
  readonly title: string;
  readonly play: (options: StageOptions) => Promise<void>;
}

/** What devices show that wait to be let in, made up: of 0.23 and 0.24, and of 0.29. */
const MACHINE_KEY = `mkey:${'7c0ffee5'.repeat(8)}`;
const AUTH_URL = 'https://headscale.example.com/register/hskey-authreq-Xq3vKp7RtYw2LmZ9sBn4HdQf';

/** Everything the demo shows, in order. */
export const SCENES: readonly Scene[] = [
  {
    title: 'An empty Headscale 0.24, whose devices show mkey: keys',
    play: (options) => Stage.with(['--headscale', '0.24'], options, emptyServer),
  },
  {
    title: 'A tailnet that people live in, on Headscale 0.29',
    play: (options) => Stage.with(['--headscale', '0.29', '--seed', 'demo'], options, livedInServer),
  },
];

async function emptyServer(stage: Stage): Promise<void> {
  await stage.login({
    comment: 'Once: where the server is, and an API key. Without the flag it asks for the key.',
    inReadme: true,
    picture: 'first-steps',
  });
  await stage.run('hs users create --display-name "John Doe"', {
    comment: 'A user; the user name is made from the full name.',
    inReadme: true,
    picture: 'first-steps',
  });
  await stage.server.deviceWaits({ id: MACHINE_KEY, name: 'johns-laptop', user: 'john.doe' });
  await stage.run(`hs nodes register --key ${MACHINE_KEY}`, {
    comment: 'A device that waits after `tailscale up`. There is one user, so it is theirs.',
    inReadme: true,
    picture: 'first-steps',
  });
  await stage.run('hs preauthkeys create', {
    comment: 'A key for a device that nobody wants to confirm by hand.',
    inReadme: true,
    picture: 'first-steps',
  });
  await stage.run('hs nodes expire johns-laptop --in 90d --yes', {
    comment: 'Headscale 0.24 would read this as "expire now", so it is not asked.',
    exit: 7,
  });
}

async function livedInServer(stage: Stage): Promise<void> {
  await stage.run('hs status', { comment: 'How is it?', picture: 'status' });
  await stage.run('hs users list', { comment: 'Who is there?' });
  await stage.run('hs nodes list', { comment: 'And what?', picture: 'nodes-list' });
  await stage.run('hs nodes show 100.64.0.6', { comment: 'Nodes go by name, id, address or key.' });
  await stage.run('hs preauthkeys list', { comment: 'Secrets are never repeated.' });
  const id = AUTH_URL.slice(AUTH_URL.lastIndexOf('/') + 1);
  await stage.server.deviceWaits({ id, name: 'tablet', user: 'alice' });
  await stage.run(`hs nodes register ${AUTH_URL} --user alice -o name`, {
    comment: 'Paste what the device shows: an id, a URL or a whole command. -o name prints the new id alone.',
  });
  await stage.run('hs routes list --waiting', { comment: 'Which routes wait for approval?' });
  await stage.run('hs routes approve router-berlin 10.2.0.0/24', {
    comment: 'Approving one route leaves those approved before as they are.',
  });
  await stage.run('hs nodes delete old-phone --dry-run', { comment: 'Look first.' });
  await stage.run('hs nodes delete old-phone', {
    comment: 'Nothing is deleted unasked, and here is nobody to ask.',
    exit: 2,
  });
  await stage.run('hs users create alice.work --email alice@example.com -o name');
  await stage.run('hs users show alice@example.com', {
    comment: 'A name that fits two is never guessed.',
    exit: 2,
  });
  await stage.run('hs preauthkeys create', {
    comment: 'Neither is a user, where there are several.',
    exit: 2,
  });
  await stage.run('HS_API_KEY=not-the-key hs users list', { comment: 'A wrong key.', exit: 4 });
  await stage.run('HS_ADDRESS=http://127.0.0.1:1 hs users list', {
    comment: 'A port where nothing listens.',
    exit: 6,
  });
  await stage.run(`HS_ADDRESS=${stage.server.address.replace('http:', 'https:')} hs doctor`, {
    comment: 'Why is a server not reached, and what is to be changed?',
    exit: 6,
    picture: 'doctor',
  });
  await stage.run('hs nodes list --columns givenName,online -o jsonl', { comment: 'For programs.' });
  await stage.run('hs version', { comment: 'Which release is it, and what can it not do?' });
}
