import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LikelyOwner } from '../../../../../src/core/model/likelyOwner';
import type { InetProtocol } from '../../../../../src/core/model/inetTable';
import { repository } from '../../../../host/paths';
import type { MadeSocket } from '../../../snapshots';
import type { FakeProcess } from '../../fakeReader';
import type { FakeGroup } from './fakeGroups';

/** A socket of the machine, who has it, and what its ordinary user is told of that. */
export interface RecordedSocket extends MadeSocket {
  readonly text: string;
  readonly group: number;
  readonly holders: readonly number[];
  readonly told: string;
}

/** A machine of test/fixtures/groups, whose format stands at its beginning. */
export interface RecordedServer {
  readonly groups: ReadonlyMap<string, FakeGroup>;
  readonly processes: ReadonlyMap<number, FakeProcess>;
  /** Those that the user may look into. */
  readonly readable: ReadonlySet<number>;
  readonly sockets: readonly RecordedSocket[];
}

const STATES: Readonly<Record<string, number>> = {
  ESTAB: 1,
  SYN_RECV: 3,
  FIN_WAIT2: 5,
  TIME_WAIT: 6,
  '-': 7,
  LISTEN: 10,
};
const ANOTHER_NETWORK = 4_026_532_000;

/** Reads such a machine. */
export function readServer(name: string): RecordedServer {
  const text = readFileSync(join(repository, 'test/fixtures/groups', name), 'utf8');
  const groups = new Map<string, FakeGroup & { readonly pids: number[] }>();
  const processes = new Map<number, FakeProcess>();
  const readable = new Set<number>();
  const sockets: RecordedSocket[] = [];
  let current: { readonly id: number; readonly pids: number[] } = { id: 0, pids: [] };
  for (const line of text.split('\n').filter((each) => !/^\s*(?:#|$)/.test(each))) {
    if (line.startsWith('/')) {
      const [path = '', id, uid] = line.split(' ');
      const group = { id: Number(id), uid: Number(uid), pids: [] };
      groups.set(path === '/' ? '' : path, group);
      current = group;
    } else if (/^ +\d/.test(line)) {
      const process = readProcess(line);
      current.pids.push(process.pid);
      processes.set(process.pid, process);
      if (line.includes('[readable')) readable.add(process.pid);
    } else sockets.push(readSocket(line, current.id));
  }
  return { groups, processes, readable, sockets };
}

function readProcess(line: string): FakeProcess & { readonly pid: number } {
  const [, pid, parentPid, uid, comm = '', facts = '', words = ''] =
    /^ +(\d+) (\d+) (\d+) (\S+) \[(.*?)\] ?(.*)$/.exec(line) ?? [];
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    uid: Number(uid),
    startTime: Number(pid),
    comm: comm.replaceAll('+', ' '),
    isFork: facts.includes('fork'),
    ...(facts.includes('apart') && { network: ANOTHER_NETWORK }),
    ...(words !== '' && { commandLine: words.split(' ') }),
  };
}

function readSocket(line: string, group: number): RecordedSocket {
  const [facts = '', told = ''] = line.trim().split(' = ');
  const [protocol, state = '', local = '', remote = '', uid, inode, , holders = ''] = facts.split(' ');
  const end = (text: string): readonly [string, number] => {
    const at = text.lastIndexOf(':');
    return [text.slice(0, at), Number(text.slice(at + 1))];
  };
  return {
    text: facts,
    protocol: protocol as InetProtocol,
    state: STATES[state] ?? 0,
    local: end(local),
    remote: end(remote),
    uid: Number(uid),
    inode: Number(inode),
    group,
    holders: holders === 'nobody' ? [] : holders.split(',').map(Number),
    told,
  };
}

/** What is told of a likely owner, as a line. */
export function likelyText({ unit, uid, container, processes, evidence }: LikelyOwner): string {
  const whose = [unit, uid !== undefined && `of ${uid}`, container && `in ${container.runtime}`];
  const named = [...whose, ...processes.map(({ program }) => `~${program}`)].filter(Boolean).join(' ');
  return `${named}: ${evidence.join(' ')}`;
}
