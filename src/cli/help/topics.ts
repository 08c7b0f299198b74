/** A page that belongs to no command: `hs help NAME`. */
export interface Topic {
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

export const TOPICS: readonly Topic[] = [
  {
    name: 'connection',
    summary: 'How to name the server and the key: flags and variables',
    text: `The server is chosen whole: its address, key and trust come from one place.

  --address ADDRESS      HS_ADDRESS      Where the server is
  --api-key-file FILE    HS_API_KEY      The API key: the file holds it alone
  --ca-file FILE         HS_CA_FILE      Trust this certificate authority (PEM) instead of the machine's own
  --timeout DURATION     HS_TIMEOUT      How long one call may take (default 15s)
  --assume-release X                     What a server is that does not tell; it overrules nothing
  --plaintext                            Speak without TLS to another machine: the key can be read on the way

Addresses
  headscale.example.com         TLS, port 443
  headscale.example.com:50443   TLS, that port
  https://host/prefix           TLS, behind a path prefix
  http://127.0.0.1:50443        plaintext, this machine only
  unix:///run/headscale.sock    a socket of this machine; no key is needed

There is no flag that takes the API key itself: other users of the machine could read it in the process list.

Where no --address and no HS_ADDRESS is given, the variables of the official client are used:
HEADSCALE_CLI_ADDRESS, HEADSCALE_CLI_API_KEY, HEADSCALE_CLI_INSECURE, HEADSCALE_CLI_TIMEOUT (with a unit: 30s).`,
  },
  {
    name: 'output',
    summary: 'Formats, columns, sorting',
    text: `-o, --output FORMAT
  table   for people; in a pipe tab-separated, uncut and uncoloured
  wide    the same with every column
  json    one document; ids are strings, times RFC 3339 UTC or null, arrays never null
  jsonl   one JSON object a line
  yaml    the same document as YAML
  csv     comma-separated, with a header
  name    ids alone, one a line, made for: hs nodes list -o name | hs nodes delete -

--columns id,name    these columns, in this order
--sort name,-id      by these columns; - turns one round
--no-headers         without the header line (table, wide, csv)

Data goes to stdout, everything else to stderr. With a machine format an error is one JSON object on stderr.`,
  },
  {
    name: 'targets',
    summary: 'How users, nodes and keys are named',
    text: `users    by id, name, e-mail address or provider id
nodes    by id, given name, host name, IP address or node key
keys     by id, prefix, or the secret itself

id:5 and name:5 say which is meant. A name that fits several is refused with the list of them.
Devices choose their host names, so a change aimed at a node by host name alone is shown and asked.`,
  },
  {
    name: 'exit-codes',
    summary: 'What each exit code means',
    text: `0    it worked
1    it failed
2    typed wrong: unknown flag, refused value, ambiguous name, or nobody to ask
3    not found
4    the API key is missing, wrong or expired
5    in conflict: the name is taken, the user owns nodes, somebody changed it meanwhile
6    unreachable, timed out, or the answer was lost
7    this release of Headscale cannot do it
8    some of several changes failed
9    asked for and found (checks)
130  interrupted`,
  },
  {
    name: 'environment',
    summary: 'Every variable hs reads',
    text: `HS_ADDRESS, HS_API_KEY, HS_CA_FILE, HS_TIMEOUT   the server, see hs help connection
HEADSCALE_CLI_ADDRESS, …_API_KEY, …_INSECURE, …_TIMEOUT   the same for the official client
HS_OUTPUT       default for --output
HS_DEBUG=1      show the calls that are sent, and where a defect came from; never a key
HS_ACCESSIBLE=1 no spinner
NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb   colour, unless --color says otherwise
CI              set: never ask, as --no-input does`,
  },
];
