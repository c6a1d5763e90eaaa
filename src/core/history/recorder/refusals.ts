import type { HistoryOwners, HistoryRefusal } from '../../model/history';
import { addressAt } from '../../model/inetTable';
import { formatAddress } from '../../text/address';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import { leadsHere } from '../../traffic/unseenRows';
import type { Acceptors } from './acceptors';
import type { Changes } from './changes';
import { exactly } from './moments';

/** Ends that are told apart in what is taken at once; those beyond are counted together, without their port. */
export const MOST_REFUSALS = 50;

/** Who connected is never known: nobody saw the socket. */
const UNSEEN: HistoryOwners = { evidence: 'unseen', programs: [] };

type NewRefusal = Omit<HistoryRefusal, 'id' | 'place'>;

/** Connects to this machine that were refused, since nobody had the port. */
export class Refusals {
  readonly #changes: Changes;
  readonly #acceptors: Acceptors;
  readonly #folded = new Map<string, NewRefusal>();

  constructor(changes: Changes, acceptors: Acceptors) {
    this.#changes = changes;
    this.#acceptors = acceptors;
  }

  /** Takes the kernel's word. Where somebody listens there, it was a rule or a full queue that refused it. */
  told(rows: DestroyedColumns, row: number): void {
    if (!leadsHere(rows, row)) return;
    const isIPv6 = rows.isIPv6[row] === 1;
    const address = formatAddress(addressAt(rows.remoteAddress, row), isIPv6);
    const port = rows.remotePort[row] ?? 0;
    if (this.#acceptors.isTaken({ isIPv6, address }, port)) return;
    const at = rows.at[row] ?? 0;
    const whole = `${address} ${port}`;
    const isKept = this.#folded.has(whole) || this.#folded.size < MOST_REFUSALS;
    const key = isKept ? whole : '';
    const known = this.#folded.get(key);
    const moment = known === undefined ? exactly(at) : { after: known.at.after ?? at, by: at };
    this.#folded.set(key, {
      kind: 'refusal',
      protocol: 'tcp',
      isIPv6,
      address,
      port: isKept ? port : 0,
      owners: UNSEEN,
      at: moment,
      count: 1 + (known?.count ?? 0),
    });
  }

  /** All that was told at once is told. */
  flush(): void {
    for (const refusal of this.#folded.values()) this.#changes.add(refusal);
    this.#folded.clear();
  }
}
