import { interfaceData } from '../data/interfaceData';
import type { InterfaceFacts } from '../../model/interface';
import { printRow } from '../context/printRow';
import type { ModeContext } from '../context/modeContext';
import type { ExitStatus } from '../context/output';
import { gatherInterfaces, type GatheredInterfaces, withoutCounts } from './gatherInterfaces';
import { IFF_UP } from './interfaceFlags';
import { INTERFACE_HEADER, INTERFACE_TITLE, interfaceBlock, interfaceRow } from './interfaceText';
import { strerror } from '../context/strerror';

/** Interface names as long as a name may be. */
const LONGEST_NAME = 15;

/** How {@link printInterfaces} may be made to differ. */
export interface InterfacesOptions {
  /** Show no counts for the longest names, as Debian's netstat does by mistake. */
  readonly strict?: boolean;
  /** Where the interfaces come from, in netstat's order. */
  readonly gather?: (environment: ModeContext['environment']) => GatheredInterfaces;
}

/** -i: the table of interfaces, or with -e a block for each; with -a those that are down too. */
export async function printInterfaces(
  context: ModeContext,
  { strict = false, gather = gatherInterfaces }: InterfacesOptions = {},
): Promise<ExitStatus> {
  const { options, output, environment, round } = context;
  const isLong = options.extend > 0;
  const title = (round === 0 ? INTERFACE_TITLE : '') + (isLong ? '' : INTERFACE_HEADER);
  await output.stdout(title);
  const { interfaces, devFailure, issues } = gather(environment);
  for (const [file, found] of issues) context.sink?.issues(file, found);
  if (devFailure !== undefined) {
    output.stderr(`Warning: cannot open /proc/net/dev (${strerror(devFailure)}). Limited output.\n`);
  }
  for (const facts of interfaces) {
    if (options.which !== 'all' && (facts.flags & IFF_UP) === 0) continue;
    const shown = strict ? asNetstatCounts(facts) : facts;
    await printRow(
      context,
      'interfaces',
      () => (isLong ? interfaceBlock(shown) : interfaceRow(shown)),
      () => interfaceData(facts),
    );
  }
  if (environment.isOutsideNamespace === true) {
    output.stderr(
      '(MTU, hardware, queue and most flags of interfaces in another network namespace are told to root alone.)\n',
    );
  }
  return 0;
}

function asNetstatCounts(facts: InterfaceFacts): InterfaceFacts {
  const { name, counters } = facts;
  return counters === undefined || name.length !== LONGEST_NAME
    ? facts
    : { ...facts, counters: withoutCounts(counters) };
}
