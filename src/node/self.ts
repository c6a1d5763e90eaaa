import { hostname, networkInterfaces } from 'node:os';
import { parseCgroup } from '../core/procfs/cgroup';
import type { Typist } from '../core/units/typedLines';
import { FileReader } from './reader';

/** The process id of the extension host (or of the command). */
export function ownPid(): number {
  return process.pid;
}

/** The program that runs this code: Node, or VS Code, which is Node where ELECTRON_RUN_AS_NODE is set. */
export function nodePath(): string {
  return process.execPath;
}

/** The process that started the extension host: VS Code itself, or its server. */
export function parentPid(): number {
  return process.ppid;
}

/** Who types lines: this process' user, and what it runs in as far as its control group may be read. */
export function ownTypist(): Typist {
  const cgroup = new FileReader('/proc').readOnce('self/cgroup');
  return {
    uid: process.geteuid?.() ?? 0,
    ...(cgroup.status === 'ok' && { membership: parseCgroup(cgroup.value) }),
  };
}

/** The SSH connection that this process was started through, as sshd tells it (ssh(1), SSH_CONNECTION); it may have ended. */
export function sshConnection(): string | undefined {
  return process.env['SSH_CONNECTION'];
}

/** The name and the addresses of the machine that this runs on, in small letters. */
export function ownNames(): ReadonlySet<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const names = ['localhost', '::1', hostname(), ...addresses.map(({ address }) => address)];
  return new Set(names.map((name) => name.toLowerCase()));
}
