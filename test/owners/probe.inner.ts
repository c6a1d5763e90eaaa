/**
 * Asks the engine who has the Internet sockets of this network, a pass for each line of its standard input ("usual" or
 * "fresh"), and prints what each is told, a line of JSON a pass.
 */
import { createInterface } from 'node:readline';
import { INET_PROTOCOLS } from '../../src/core/model/inetTable';
import type { LikelyOwner } from '../../src/core/model/likelyOwner';
import type { NoOwnerReason } from '../../src/core/model/process';
import { inetOwnership, type Snapshot } from '../../src/core/model/snapshot';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

/** A socket, and what is told of its owner. */
export interface Row {
  readonly protocol: string;
  readonly state: number;
  readonly localPort: number;
  readonly remotePort: number;
  readonly inode: number;
  /** Pids of those that were seen to have it. */
  readonly owners: readonly number[];
  readonly likelyOwner?: LikelyOwner;
  readonly reasons: readonly NoOwnerReason[];
}

async function main(): Promise<void> {
  const files = process.argv.includes('files');
  const engine = machineEngine(files ? new Error('Not asked for.') : loadSystemCalls());
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(rowsOf(await engine.scan('all', line === 'fresh'))));
  }
}

function rowsOf(snapshot: Snapshot): Row[] {
  const { inet } = snapshot;
  return Array.from(inet.inode, (inode, row): Row => {
    const { owners, ...ownership } = inetOwnership(snapshot, row);
    return {
      protocol: INET_PROTOCOLS[inet.protocol[row] ?? 0] ?? '',
      state: inet.state[row] ?? 0,
      localPort: inet.localPort[row] ?? 0,
      remotePort: inet.remotePort[row] ?? 0,
      inode,
      owners: owners.map(({ pid }) => pid),
      ...ownership,
    };
  });
}

void main();
