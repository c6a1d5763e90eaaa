import type { FakeReader } from '../fakeReader';

/** A process of a made-up machine, which is in a control group. */
export interface MadeProcess {
  readonly pid: number;
  readonly parentPid?: number;
  readonly comm?: string;
  readonly commandLine?: readonly string[];
  readonly executable?: string;
  readonly uid?: number;
  readonly group?: string;
  /** Inode of its network namespace's tables, where it is not the machine's. */
  readonly network?: number;
  /** Its addresses. */
  readonly addresses?: readonly string[];
}

/** Puts processes into the reader's /proc. */
export function makeProcesses(reader: FakeReader, ...processes: readonly MadeProcess[]): void {
  for (const { pid, commandLine, group = '/', addresses = [], ...more } of processes) {
    const process = { startTime: 1_000 + pid, uid: 0, ...more };
    reader.processes.set(pid, { ...process, ...(commandLine && { commandLine: [...commandLine] }) });
    reader.files.set(`${pid}/cgroup`, `0::${group}\n`);
    const leaves = addresses.map((address) => `        |-- ${address}\n           /32 host LOCAL\n`);
    reader.files.set(`${pid}/net/fib_trie`, `Local:\n  +-- 0.0.0.0/0 2 0 2\n${leaves.join('')}`);
  }
}

/** What a container of Docker's consists of on the host: its shim and its first process. */
export function dockerContainer(id: string, pid: number, address: string): readonly MadeProcess[] {
  const shim = pid - 1;
  return [
    {
      pid: shim,
      comm: 'containerd-shim',
      commandLine: ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id],
    },
    { pid, parentPid: shim, group: `/docker/${id}`, network: pid, addresses: ['127.0.0.1', address] },
  ];
}

/** docker-proxy for a port. */
export function dockerProxy(pid: number, hostPort: number, address: string): MadeProcess {
  const options = ['-proto', 'tcp', '-host-ip', '0.0.0.0', '-host-port', String(hostPort)];
  const more = ['-container-ip', address, '-container-port', '80'];
  return { pid, comm: 'docker-proxy', commandLine: ['/usr/bin/docker-proxy', ...options, ...more] };
}
