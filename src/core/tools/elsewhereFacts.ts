import type { ElsewhereQuestion, ProcessElsewhere } from '../model/elsewhere';
import type { Engine } from '../model/engine';
import type { Snapshot } from '../model/snapshot';
import { isNamed } from '../ports/findPorts';
import { formatLocal } from '../text/address';
import { ENGLISH } from '../text/localizer';
import { elsewhereText } from '../text/namespaceText';
import type { ToolInput } from './input';
import { containerFacts } from './likelyFacts';
import { processFacts } from './ownerFacts';

/** A term of a filter that asks for a process, in whole words or quoted. */
const ASKED = /(?:^|\s)(pid|process):(?:"([^"]+)"|(\S+))/;

/** Addresses that are told of a process. */
const MOST_ADDRESSES = 20;

const HINT =
  'Nothing here matches, but these processes run in other network namespaces, as those of containers do. Their ports are not this machine’s: they keep nobody here from a port, and can be reached only as far as they are published.';

/**
 * Where a list has nothing for a filter that asks for a process: that it runs in another network namespace, and what it
 * listens on there. Without it the process would seem to have no sockets.
 */
export async function elsewhereFacts(engine: Engine, input: ToolInput, snapshot: Snapshot): Promise<object> {
  const question = questionIn(String(input['filter'] ?? ''));
  if (question === undefined) return {};
  const { processes, omitted } = await engine.elsewhere(question);
  // A filter must not be a way to ask for command lines.
  const found = processes.filter(
    ({ process }) => 'pid' in question || isNamed(process, question.words) === 'process',
  );
  if (found.length === 0) return {};
  return {
    inOtherNetworkNamespaces: found.map((each) => factsOf(each, snapshot)),
    ...(omitted > 0 && { othersOmitted: omitted }),
    hint: HINT,
  };
}

function questionIn(filter: string): ElsewhereQuestion | undefined {
  const [, key, quoted, word = ''] = ASKED.exec(filter) ?? [];
  const value = (quoted ?? word).toLowerCase();
  if (value === '') return undefined;
  if (key === 'process') return { words: value };
  return /^\d+$/.test(value) ? { pid: Number(value) } : undefined;
}

function factsOf(
  { process, namespace, socketsOf, listening, counts }: ProcessElsewhere,
  snapshot: Snapshot,
): object {
  const container = process.membership?.container;
  const addresses = [...new Set(listening.map((socket) => `${formatLocal(socket)} ${socket.protocol}`))];
  return {
    ...processFacts(process, snapshot),
    ...(container && { container: containerFacts(container, snapshot) }),
    networkNamespace: elsewhereText(namespace, process.pid, ENGLISH),
    [socketsOf === 'process' ? 'listensOn' : 'listenedOnInItsNamespace']: addresses.slice(0, MOST_ADDRESSES),
    ...(socketsOf === 'process' && { otherSockets: counts.others, unixSockets: counts.unix }),
  };
}
