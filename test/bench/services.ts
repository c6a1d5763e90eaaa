import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlGroupMount, parseMountinfo } from '../../src/core/procfs/mountinfo';
import { descriptorOf } from './descriptor';
import type { Holdings } from './holdings';
import { Listener } from './listener';

/** A listener and a process in a control group of its own each, as services have them; takes root and cgroup2. */
export function openServices(): Holdings {
  const mount = controlGroupMount(parseMountinfo(readFileSync('/proc/self/mountinfo')));
  if (mount === undefined) throw new Error('cgroup2 is not mounted: there are no services to be made.');
  const slice = join(mount.mountPoint, 'system.slice');
  const hadSlice = !made(slice);
  const groups: string[] = [];
  const enter = (group: string): void => writeFileSync(join(group, 'cgroup.procs'), String(process.pid));
  return {
    hold: async (i) => {
      const group = join(slice, `netstat-bench-${process.pid}-${i}.service`);
      mkdirSync(group);
      groups.push(group);
      // What is made from now on is of the group: the listener, and the process that inherits it.
      enter(group);
      const { server } = await Listener.open({ port: 0, host: '127.0.0.1' });
      return { files: [descriptorOf(server)], release: () => server.close() };
    },
    churning: undefined,
    close: () => enter(mount.mountPoint),
    ended: () => {
      for (const group of groups) rmdirSync(group);
      if (!hadSlice) rmdirSync(slice);
    },
  };
}

/** Makes a directory, and says whether it was not there before. */
function made(path: string): boolean {
  return mkdirSync(path, { recursive: true }) !== undefined;
}
