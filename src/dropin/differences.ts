/** Something that hs does in another way than the official client, on purpose. */
export interface Difference {
  /** What the official client does (0.29.2 where nothing else is said). */
  readonly official: string;
  /** What hs does in its place. */
  readonly hs: string;
  readonly because: string;
}

/**
 * Every difference between hs in the place of the official client and that client. The replay of the recordings names
 * for each case that differs which of these it is, and fails where it is none; the documentation is made from it.
 */
export const DIFFERENCES = {
  'help-words': {
    official: 'Help is in its own words.',
    hs: 'Help is made from what the commands of hs declare.',
    because: 'The texts of Headscale are not ours. Stream and exit code are the same.',
  },
  'log-lines': {
    official: 'Writes log lines to stderr, such as a warning that there is no config file, or to stdout.',
    hs: 'Writes none.',
    because: 'A client has nothing to log, and a log line on stdout breaks whoever reads JSON there.',
  },
  'words-of-0.29': {
    official:
      '0.28 and older tell errors in other sentences, some twice, some with the usage, some as log lines.',
    hs: 'Tells them as 0.29 does, whatever release is behind; what the server said is in them.',
    because: 'A script should not have to know which release it talks to.',
  },
  'output-checked': {
    official: 'Takes any word after -o: lists print an empty line for one that is no format, and end with 0.',
    hs: 'Refuses it before anything is done.',
    because: 'A script that misspells json would take an empty answer for an empty list.',
  },
  'server-side': {
    official: 'Runs the server, reads its configuration, makes its keys and opens its database.',
    hs: 'Refuses that with a sentence that says where to run it.',
    because: 'hs is a client: the server, its files and its database are elsewhere.',
  },
  completion: {
    official: '`completion SHELL` prints a script.',
    hs: 'Says that it brings none. One that is there goes on working; `hs completion bash` prints the one of hs.',
    because: 'The script is a part of Headscale.',
  },
  'old-names': {
    official:
      'Knows the names and flags of its own release alone; 0.29 has forgotten `machines`, `nodes move` and `preauthkeys list -u`.',
    hs: 'Knows those of every release.',
    because: 'Scripts outlive releases.',
  },
  'version-of-server': {
    official: 'Prints its own version.',
    hs: 'Prints that of the server, `unknown` where none answers, and ends with 0.',
    because:
      'Beside the server both are the same, and the version of hs would be taken for that of a Headscale.',
  },
  'connection-told': {
    official: 'Waits for the whole timeout, then says `context deadline exceeded` for every cause there is.',
    hs: 'Says at once what is wrong on the way to the server, and what to do; a missing API key likewise.',
    because: 'A refused port, a wrong certificate and a missing key need different remedies.',
  },
  'reaches-more': {
    official:
      'Takes host and port of gRPC alone; an https:// URL or the port of the web side ends in the timeout.',
    hs: 'Takes both, and uses the HTTP API where gRPC is not there.',
    because: 'They can only mean one thing.',
  },
  'key-trimmed': {
    official: 'Sends an API key with the spaces or the newline around it, which some servers refuse.',
    hs: 'Sends the key without them.',
    because: 'They come from `$(cat file)` and the like, and no key has any.',
  },
  'timeout-unit': {
    official:
      'Takes a timeout without a unit for nanoseconds, and one it cannot read for none: nothing is reached.',
    hs: 'Refuses it and says how it is written.',
    because: 'Nobody means 30 nanoseconds.',
  },
  'insecure-said': {
    official:
      'Says nothing where HEADSCALE_CLI_INSECURE or a config file turns the check of certificates off.',
    hs: 'Says it on stderr each time.',
    because: 'Whoever is in between reads the API key.',
  },
  'notes-beside': {
    official: 'Says nothing of what a release does besides.',
    hs: 'Says it on stderr: that nodes go on showing the old name of a user, what a release leaves out.',
    because: 'An admin has to know it, and stdout is the same.',
  },
  'config-when-needed': {
    official:
      'Reads the config file before every command, also for help and version, and ends with a log line.',
    hs: 'Reads one that is named when a server is to be reached, and tells what is wrong with it as an error.',
    because: 'Help needs no config file.',
  },
  'no-search-paths': {
    official: 'Reads config.yaml of the working directory, of ~/.headscale and of /etc/headscale.',
    hs: 'Reads only a file that -c or HEADSCALE_CONFIG names.',
    because: 'A config.yaml that happens to lie around could send the API key to somebody else.',
  },
  'server-chosen-whole': {
    official: 'Takes each setting from the environment first, so that a key of one server can go to another.',
    hs: 'Takes address, key and trust from one place: the file where one is named with -c.',
    because: 'A key belongs to its server.',
  },
  'end-of-input': {
    official: 'Takes the end of the input at a question for a no and ends with 0.',
    hs: 'Ends with 1 and says that --force answers yes.',
    because: 'In a script nobody answers, and the script would take the nothing that was done for done.',
  },
  'time-to-answer': {
    official: 'Counts the time for an answer to a question as time of the call.',
    hs: 'Waits for the answer, then makes the call.',
    because: 'People read before they answer.',
  },
  'user-names': {
    official: 'Lets 0.27 and later store any name for a user: empty, with spaces, with control characters.',
    hs: 'Takes the names that every release and every policy can express.',
    because: 'Other names cannot be written in a policy, and an empty one means everybody.',
  },
  'found-first': {
    official: 'Sends what was typed, or says `multiple users match query` also where none does.',
    hs: 'Looks first for what is meant, and says in its own words where it is nothing or more than one thing.',
    because: 'Some releases answer OK for what does not exist, and the reason helps.',
  },
  'id-zero': {
    official:
      '`users destroy -i 0` and `users rename -i 0` mean any user: where there is one alone, that one.',
    hs: 'Refuses id 0.',
    because: 'It is what an empty variable becomes, and there is no user 0.',
  },
  'id-and-name': {
    official: 'With both --identifier and --name, `users destroy` acts on the user of that name alone.',
    hs: 'Refuses two that are not the same user.',
    because: 'One of them is a mistake.',
  },
  'rename-by-name': {
    official: '`users rename --name` always fails.',
    hs: 'Renames the user.',
    because: 'It is what the flag is for.',
  },
  'answers-of-0.29': {
    official:
      '0.28 and older draw the addresses of a node on one line, and answer `nodes delete -o json` with {}, or with null where it fails.',
    hs: 'Answers as 0.29 does, whatever release is behind.',
    because: 'A script should not have to know which release it talks to.',
  },
  'told-before': {
    official:
      'Sends what the release behind cannot do and shows what becomes of it: older ones take a new expiry for "now".',
    hs: 'Says that the release cannot do it, and what to do instead, before anything is sent.',
    because: 'What a server drops in silence does something else than was meant.',
  },
  'users-by-name': {
    official: 'From 0.26 on, `preauthkeys -u` takes an id alone; before, a name alone.',
    hs: 'Takes both on every release: a number is an id.',
    because: 'Scripts outlive releases.',
  },
  'namespace-is-user': {
    official: '0.28 and older read `nodes list --namespace NAME` and list the nodes of everybody.',
    hs: 'Lists the nodes of that user.',
    because: 'It is what was asked for.',
  },
  'tagged-have-no-user': {
    official: '0.28 lists a tagged node also with `nodes list -u` of the user that it belonged to.',
    hs: 'Lists it among all nodes alone, as 0.29 does.',
    because: 'It belongs to its tags.',
  },
  'node-zero': {
    official: 'Sends node 0, which 0.26 and older take for the first node there is.',
    hs: 'Refuses id 0.',
    because: 'It is what an empty variable becomes, and there is no node 0.',
  },
  'unknown-node': {
    official: '`nodes list-routes -i` of a node that there is not lists the routes of all nodes.',
    hs: 'Says that there is no such node, and ends with 1.',
    because: 'Routes of other nodes are no answer.',
  },
  'lists-are-given': {
    official:
      '`nodes approve-routes` without --routes takes every approval from the node; `nodes tag` without --tags asks for the same.',
    hs: 'Refuses it, and takes `--routes ""` for it.',
    because: 'A flag that was forgotten should not cut off a network.',
  },
  'no-empty-names': {
    official: 'Sends an empty name; an empty --user means the only user where there is one alone.',
    hs: 'Refuses it.',
    because: 'It is what an empty variable becomes.',
  },
  'never-is-not-over': {
    official:
      'Shows a node that never expires as expired in the year 1 where the server keeps it so; 0.28 shows that year too.',
    hs: 'Shows N/A and no. JSON and YAML have the time as the server says it.',
    because: 'The node is not expired.',
  },
  'ids-explained': {
    official: 'Says of an id of a waiting device that it is none, in the words of the server.',
    hs: 'Says what is wrong with it, also where it is of another release; a pasted URL is taken too.',
    because: 'The reason helps.',
  },
  'times-explained': {
    official: 'Says of an --expiry that it is no time, in the words of its library.',
    hs: 'Says how it is written.',
    because: 'The reason helps.',
  },
  'no-dead-keys': {
    official: '`--expiration 0` makes a key that has ended already.',
    hs: 'Refuses it.',
    because: 'Such a key opens nothing.',
  },
  'durations-explained': {
    official: 'Says of a duration that it is none, in the words of its library.',
    hs: 'Says what is wrong with it and how it is written; longer than 100 years is refused too.',
    because: 'The reason helps.',
  },
  'safe-text': {
    official:
      'Prints what a server says into tables as it is: colours, control characters, lines of their own.',
    hs: 'Prints such characters in a form that can be seen. JSON and YAML carry them as they are.',
    because: 'Devices choose their names, and a name could draw on the terminal of an admin.',
  },
  'empty-policy': {
    official: 'Stores an empty policy.',
    hs: 'Refuses it.',
    because: 'With it 0.24 and later have no rules at all after their next start.',
  },
  'stdin-dash': {
    official: '`policy set -f -` reads a file that is called -.',
    hs: 'Reads standard input.',
    because: 'That is what - means.',
  },
  'check-by-server': {
    official: '`policy check` of 0.26 to 0.28 reads the policy itself and asks no server.',
    hs: 'Lets the server check it, which 0.29 and later can; for older ones it says so and ends with 1.',
    because: 'A second reader of policies would say yes to what the server refuses.',
  },
} as const satisfies Readonly<Record<string, Difference>>;

/** The name of a difference. */
export type DifferenceName = keyof typeof DIFFERENCES;
