import { containersOf } from '../../../core/containers/portContainer';
import type { ListeningPort } from '../../../core/ports/listeningPorts';
import { descriptionAt } from '../../../core/programs/personName';
import { clean } from '../../../core/text/clean';
import type { Names } from '../../names';

/** Shorter words are alike by chance. */
const SHORTEST_WORD = 3;

/**
 * The name of a port's service, where it adds something to who has the port: nothing where that is recognised, or says the
 * same already (`postgres` of `postgresql`).
 * @param said what the row says of who has it
 */
export function addedService(port: ListeningPort, names: Names, said: readonly string[]): string[] {
  const service = names.shownService(port.port, port.transport)?.name;
  if (!service || isRecognised(port)) return [];
  const wordsSaid = said.flatMap(wordsOf);
  const isSaid = wordsOf(service).some((word) =>
    wordsSaid.some((other) => word.startsWith(other) || other.startsWith(word)),
  );
  return isSaid ? [] : [clean(service)];
}

function isRecognised(port: ListeningPort): boolean {
  if (containersOf(port).some(({ facts }) => facts.image !== undefined)) return true;
  const described = port.leader && descriptionAt(port.leader, port.port);
  return described !== undefined && described.isProbable !== true;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(({ length }) => length >= SHORTEST_WORD);
}
