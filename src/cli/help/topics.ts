import type { CommandDescription } from '../describe.ts';

/** A page that belongs to no command: `hs help NAME`. */
export interface Topic {
  readonly name: string;
  readonly summary: string;
  /** Another word that leads there. */
  readonly alias?: string;
  /** As it looks in 80 columns; made where it is asked for, if it comes from what the program knows. */
  readonly text: string | ((commands: readonly CommandDescription[]) => Promise<string>);
}

/** The text of a topic, without a newline at its end. */
export async function topicText({ text }: Topic, commands: readonly CommandDescription[]): Promise<string> {
  return typeof text === 'string' ? text : await text(commands);
}

export const TOPICS: readonly Topic[] = [
  {
    name: 'connection',
    summary: 'How to reach your server: address, key, certificates',
    text: `Once for good, or in the shell alone:

  hs login https://headscale.example.com

  export HS_ADDRESS=https://headscale.example.com
  read -rs HS_API_KEY && export HS_API_KEY

The key comes from the server: headscale apikeys create --expiration 90d
Where commands go: hs whoami. Why a server is not reached: hs doctor

WHICH SERVER: THE FIRST OF THESE COUNTS, WITH ITS OWN KEY AND TRUST
  --address, --context, --headscale-config, HS_ADDRESS, HS_CONTEXT, the current
  context, then what the official client goes by: HEADSCALE_CLI_ADDRESS,
  cli.address in HEADSCALE_CONFIG, HEADSCALE_UNIX_SOCKET, unix_socket in that
  file. hs contexts show says which one it was.

FLAGS AND VARIABLES
  --address ADDRESS        HS_ADDRESS   Where the server is
  --context CONTEXT        HS_CONTEXT   One of hs contexts list
  --api-key-file FILE      HS_API_KEY   The API key; the file holds it alone
  --headscale-config FILE               A config.yaml of Headscale: its cli:
                                        section, or its socket
  --ca-file FILE           HS_CA_FILE   Trust this certificate authority (PEM)
                                        instead of the machine's own
  --server-name NAME                    The certificate is for this name
  --client-cert FILE                    A certificate (PEM) for a server that
                                        asks for one
  --client-key FILE                     Its private key (PEM), not encrypted
  --transport HOW                       auto, grpc or http
  --timeout DURATION       HS_TIMEOUT   How long one call may take (15s)
  --insecure                            Check no certificate: whoever answers
                                        gets the key
  --plaintext                           No TLS to another machine: the key can
                                        be read on the way
  --assume-release RELEASE              What a server is that does not tell its
                                        release; it overrules nothing

ADDRESSES
  headscale.example.com         TLS, port 443
  headscale.example.com:50443   TLS, that port
  https://host/prefix           TLS, behind a path prefix
  http://127.0.0.1:50443        plaintext, this machine only (a tunnel)
  unix:///run/headscale.sock    a socket of this machine; no key is needed
  ssh://admin@host              the socket of that machine, through your ssh;
                                no key is needed (docs/guides/ssh.md)

PROXIES
  HTTPS_PROXY or https_proxy, for plaintext HTTP_PROXY, else ALL_PROXY: an
  http:// or https:// proxy, which sees the name of the server alone. Never to
  this machine, a socket or through ssh, nor where NO_PROXY has the host:
  NO_PROXY=headscale.example.com,.lan,10.0.0.0/8

A server that the MASH playbook installed is reached at https:// and its host
name: gRPC is routed there already.

A certificate that nobody vouches for is shown by hs login, which asks whether
to trust exactly that one from then on; scripts name it: --trust-fingerprint.

There is no flag for the API key itself: other users of the machine could read
it in the list of processes.

The variables of the official client count all together: HEADSCALE_CLI_ADDRESS,
HEADSCALE_CLI_API_KEY, HEADSCALE_CLI_INSECURE, HEADSCALE_CLI_TIMEOUT (with a
unit: 30s). No config.yaml is read that nobody named.`,
  },
  {
    name: 'changes',
    summary: 'What is asked before a change, and how scripts answer',
    text: `Every change is planned, approved where it has to be, made once and reported.

  not asked     create, register, rename, approve or revoke a route
  y/N           delete or expire something, replace or take tags, move a node
  a name typed  delete a user, set, edit or roll back the policy, the API key
                in use

  -n, --dry-run   show what would change and stop
  -y, --yes       answer every question with yes; it weakens no check
      --no-input  never ask

Without a terminal, with CI set or with --no-input nothing is asked: what would
be asked ends with exit code 2 before anything is sent.

A change is never sent twice. If its answer is lost, that is said, with exit
code 6: look before you repeat it.`,
  },
  {
    name: 'targets',
    alias: 'selectors',
    summary: 'How users, nodes and keys are named',
    text: `  users   id, name, e-mail address or provider id
  nodes   id, given name, host name, IP address or node key
  keys    id, prefix, or the key itself

id:5 and name:5 say which is meant:

  hs users show alice@example.com
  hs nodes show 100.64.0.7
  hs nodes rename id:5 printer

A name that fits several is refused with the list of them. Devices choose their
host names, so a change aimed at a node by host name alone is shown and asked.`,
  },
  {
    name: 'filters',
    summary: 'How lists are narrowed: conditions, times, fields',
    text: async (commands) => (await import('./filters-topic.ts')).filtersTopic(commands),
  },
  {
    name: 'output',
    summary: 'Formats, columns, sorting',
    text: `-o, --output FORMAT
  table   for people; in a pipe tab-separated, uncut and uncoloured
  wide    the same with more columns
  json    one document: ids are strings, times RFC 3339 UTC or null, arrays
          never null
  jsonl   one JSON object a line
  yaml    the same document as YAML
  csv     every column, comma-separated, with a header
  name    ids alone, one a line; of a new key the key alone

--json[=id,name]     the same as -o json, of those fields alone
--columns id,name    these columns, in this order
--sort name          by this column; --sort=-name turns it round
--no-headers         without the header line (table, wide, csv)
--time relative|iso  how tables tell times: 3h ago, or RFC 3339 in UTC
--watch[=5s]         look again until Ctrl-C: a terminal is drawn over; a pipe
                     gets a JSON line for each change, as docs/json.md has it

Help and policies longer than the screen are shown by HS_PAGER, PAGER or less;
--no-pager, or the pager cat, prints them at once. Lists are never paged.

Data goes to stdout, everything else to stderr. With json, jsonl and yaml an
error is one JSON object on stderr.`,
  },
  {
    name: 'quoting',
    summary: 'Spaces, quotes, dashes and standard input',
    text: `What you type arrives as it is; quotes are the shell's.

  hs users create --display-name "John Doe"
  hs users create --display-name "John O'Neil"

A value that begins with a dash takes =, a word that does goes after --:

  hs nodes list --sort=-createdAt
  hs apikeys expire --yes -- -aBcDeF

Standard input is read where - says so, and nowhere else:

  hs policy check - < policy.hujson

Over ssh a second shell splits the words again: quote the whole command once
more, or run hs here with the server's address.`,
  },
  {
    name: 'headscale',
    alias: 'official',
    summary: 'The command line of the official client, in its place',
    text: `Called as headscale, or as hs headscale, hs takes the command line of the
official client, and answers as it does: its flags at any place, its JSON, its
sentences, exit codes 0 and 1.

  hs headscale users list -o json
  hs headscale --install /usr/local/bin
  hs headscale --uninstall /usr/local/bin
  hs headscale --explain nodes expire -i 5

--install DIR      put a link named headscale there (headscale.cmd on Windows);
                   never over what hs did not make
--uninstall DIR    take that link away
--explain COMMAND  show the command of hs that does the same, and what it does
                   better; nothing is sent

Where hs does something else on purpose: docs/headscale-differences.md. With
HS_HEADSCALE_JSON=0.30 in the environment, its JSON is that of 0.30.`,
  },
  {
    name: 'exit-codes',
    summary: 'What each exit code means',
    text: `0    it worked
1    it failed, or somebody said no
2    typed wrong: unknown flag, refused value, ambiguous name, nobody to ask
3    not found
4    the API key is missing, wrong or expired
5    in conflict: the name is taken, the user owns nodes, or somebody changed
     it meanwhile
6    unreachable, timed out, or the answer was lost
7    this release of Headscale cannot do it
8    some of several changes failed
9    asked for and found (checks)
130  interrupted`,
  },
  {
    name: 'environment',
    summary: 'Every variable hs reads',
    text: `HS_ADDRESS, HS_CONTEXT, HS_API_KEY, HS_CA_FILE, HS_TIMEOUT
                  the server: see hs help connection
HEADSCALE_CLI_ADDRESS, …_API_KEY, …_INSECURE, …_TIMEOUT
                  the same for the official client, where no other server is
                  named
HEADSCALE_CONFIG, HEADSCALE_UNIX_SOCKET
                  its config.yaml and its socket, after those
HS_CONFIG_DIR     the folder that contexts are kept in
HS_EDITOR, VISUAL, EDITOR
                  the editor of hs policy edit; the first that is set
HS_OUTPUT         what --output is where it is not given
HS_PAGER, PAGER   what shows long texts at a terminal; cat for nothing
HS_DEBUG=1        tell each call, how it ended and how long it took, and what
                  lies behind an error; never a key
HS_HEADSCALE_JSON=0.30
                  the JSON of hs headscale is that of 0.30
HS_ACCESSIBLE=1   for screen readers: no spinner, nothing drawn twice, lists as
                  one field a line
HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY
                  proxies, see hs help connection; in small letters too
NODE_EXTRA_CA_CERTS
                  a file of certificate authorities (PEM) to trust besides
NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb
                  colour, unless --color says otherwise
CI                set: never ask, as --no-input does

An empty variable counts as not set.`,
  },
  {
    name: 'releases',
    summary: 'What each release of Headscale can and cannot do',
    text: async () => (await import('./releases-topic.ts')).releasesTopic(),
  },
];
