import type { ProcessOwner } from '../../core/model/process';
import { containersOf } from '../../core/containers/portContainer';
import type { ListeningPort, TransportPort } from '../../core/ports/listeningPorts';
import { descriptionAt } from '../../core/programs/personName';
import { clean } from '../../core/text/clean';
import type { Names } from '../names';

/** Shorter words are alike by chance. */
const SHORTEST_WORD = 3;

/** A port that somebody serves, as a row tells of it. */
interface Served extends TransportPort {
  /** The process that serves it, where it is known. */
  readonly leader: ProcessOwner | undefined;
  /** What the row says of who that is; an image of a container says what runs in it. */
  readonly said: readonly string[];
  readonly isImageSaid?: boolean;
}

/**
 * The name of a port's service, where it adds something to who serves the port: nothing where that is recognised, or says the
 * same already (`postgres` of `postgresql`).
 */
export function addedService(served: Served, names: Names): string[] {
  const service = names.shownService(served.port, served.transport)?.name;
  if (!service || served.isImageSaid === true || isRecognised(served)) return [];
  const wordsSaid = served.said.flatMap(wordsOf);
  const isSaid = wordsOf(service).some((word) =>
    wordsSaid.some((other) => word.startsWith(other) || other.startsWith(word)),
  );
  return isSaid ? [] : [clean(service)];
}

/** The same of a port that something listens on. @param said what is said of who has it */
export function addedPortService(port: ListeningPort, names: Names, said: readonly string[]): string[] {
  const { leader, transport } = port;
  const isImageSaid = containersOf(port).some(({ facts }) => facts.image !== undefined);
  return addedService({ transport, port: port.port, leader, said, isImageSaid }, names);
}

function isRecognised({ leader, port }: Served): boolean {
  const described = leader && descriptionAt(leader, port);
  return described !== undefined && described.isProbable !== true;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(({ length }) => length >= SHORTEST_WORD);
}
