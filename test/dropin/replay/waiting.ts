/**
 * Cases of commands that are there, which need what other commands, that are not there yet, would have done before. One
 * that comes out right by now fails the replay: it has to go from the list.
 */
export const WAITING: Readonly<Record<'0.28.0' | '0.29.2', readonly number[]>> = {
  // Suggestions and completions that name `nodes`; users that own nodes.
  '0.28.0': [78, 83, 84, 127, 128, 946, 771, 772, 773, 774, 983],
  // The same; tests in a policy that need nodes.
  '0.29.2': [78, 83, 84, 127, 128, 965, 749, 750, 751, 752, 753, 754, 790, 791, 792, 793, 1002],
};
