import { ownTypist } from '../../node/self';
import { selectionIn } from '../commands/selection';
import type { Commands } from '../handlers';
import { unitActions } from './unitActions';

/** The commands that prove who has a socket, and that look at units. */
export const commands: Commands = ({ listeningPorts, connections, unixSockets }) =>
  unitActions(() => selectionIn([listeningPorts, connections, unixSockets]), ownTypist);
