import { portOf, type Published, publishedAlone, publishedElsewhere } from './unseenPorts';
import type { Snapshot } from '../model/snapshot';
import type { Filter } from '../query/filter/filter';
import { passes, publishedSubject } from '../query/filter/filterSubject';
import { isOn, type PortFilter } from '../ports/listeningPorts';
import { oneContainer } from './containersFacts';
import { short } from './ownerFacts';

/** Ports of a kind that an answer names. */
const MOST_NAMED = 50;

const HERE =
  'No socket listens for these ports, and a server can bind them all the same: packet rules hand on what comes from outside to the container. They are not free: stop the container to have one.';

const ELSEWHERE =
  'These are ports of the machine on which the container engine runs, and not of this one. Here they keep nobody from a port, and nothing can be stopped.';

/** What is published and no listener shows: by packet rules alone, and on the machine of an engine elsewhere. */
export interface UnseenPorts {
  readonly here: readonly Published[];
  readonly elsewhere: readonly Published[];
}

/** The published ports that no listener shows. */
export function unseenPorts(snapshot: Snapshot, isAsked: (each: Published) => boolean): UnseenPorts {
  const elsewhere = publishedElsewhere(snapshot).filter(isAsked);
  return { here: publishedAlone(snapshot).filter(isAsked), elsewhere };
}

/** Asks for those of a port. */
export function onPort(filter: PortFilter): (each: Published) => boolean {
  return (each) => isOn(portOf(each), filter);
}

/** Asks for those that pass a filter. */
export function passing(filter: Filter, { users }: Snapshot): (each: Published) => boolean {
  return (each) => passes(filter, publishedSubject(each), users);
}

/** What answers say of them; nothing where there are none. */
export function unseenFacts({ here, elsewhere }: UnseenPorts): object {
  return {
    ...(here.length > 0 && listOf('publishedByPacketRules', HERE, here.map(publishedFacts))),
    ...(elsewhere.length > 0 &&
      listOf(
        'onTheEnginesHost',
        ELSEWHERE,
        elsewhere.map((each) => ({ ...publishedFacts(each), engine: short(each.facts.engine ?? '') })),
      )),
  };
}

function listOf(name: string, hint: string, ports: readonly object[]): object {
  return {
    [name]: ports.slice(0, MOST_NAMED),
    ...(ports.length > MOST_NAMED && { [`${name}Omitted`]: ports.length - MOST_NAMED }),
    [`${name}Hint`]: hint,
  };
}

function publishedFacts(each: Published): object {
  const { hostAddress = '*', hostPort, transport } = each.published;
  return { port: hostPort, transport, address: hostAddress, container: oneContainer(each) };
}
