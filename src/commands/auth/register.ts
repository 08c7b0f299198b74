import NodesRegister from '../nodes/register.ts';

/** The name that 0.29 gave to registering a device. */
export default class AuthRegister extends NodesRegister {
  static override examples = [
    {
      description: 'the id, for the only user there is',
      command: 'hs auth register --auth-id hskey-authreq-…',
    },
    {
      description: 'the whole command from the page; USERNAME is ignored',
      command: 'hs auth register "headscale auth register --auth-id … --user USERNAME" --user john',
    },
  ];
}
