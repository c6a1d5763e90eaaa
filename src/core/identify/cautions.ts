import type { ProcessOwner } from '../model/process';
import { isUdp, type ListeningPort } from '../ports/listeningPorts';
import { managerOf } from '../ports/portManager';
import { isManagersName } from '../ports/managerPrograms';
import { debuggerAt } from '../programs/debuggerPort';
import { forwarders } from '../programs/forwarders';
import { type Seen, seenOf } from '../programs/seen';
import { isInspector } from '../query/inspector';

/**
 * What a connection may do beside being answered:
 * - `forwarder`: the program passes it on, perhaps to another machine
 * - `unseen`: nobody can tell which program listens, so that it may be one of those
 * - `starts`: a service is started by it
 * - `debugger`: it may stop or end what is debugged
 * - `printer`: what is sent is printed
 * - `once`: the program serves one connection and ends
 */
export type Caution = 'forwarder' | 'unseen' | 'starts' | 'debugger' | 'printer' | 'once';

/**
 * Why nobody can ask there at all:
 * - `udp`, `sctp`: only connections of TCP are made
 * - `nobody`: packet rules hand it on, and nothing listens here
 */
export type Unaskable = 'udp' | 'sctp' | 'nobody';

/** Ports at which printers print whatever comes: HP's JetDirect and its further ones, and the line printer daemon (RFC 1179). */
const PRINTER_PORTS: readonly number[] = [515, 9100, 9101, 9102, 9107];

/** Programs that pass on what comes, beside those that have ports for containers and those that recognisers know. */
const FORWARDERS =
  /^(?:autossh|sshuttle|socat|rinetd|redir|stunnel\d?|chisel|frpc|frps|cloudflared|ngrok|gost|bore|wstunnel|tailscaled?|cloud[_-]sql[_-]proxy|session-manager-plugin|systemd-socket-proxyd|minikube|telepresence|kubefwd|docker-proxy|rootlesskit-docker-proxy|gvproxy|haproxy|envoy|inlets|zrok|devtunnel|qemu-system-[\w-]+|wslrelay(?:\.exe)?|3proxy|tinyproxy|privoxy|squid|dante|danted|sockd|microsocks|tor|xray|v2ray|sing-box|ss-local|sslocal|clash|mihomo)$/;

/** The same where a name is all that is known of a program or its unit. */
const LIKELY_FORWARDERS = /^(?:ssh|autossh|kubectl|oc|docker)$/;

/** Programs that listen for others, which they start with a connection; systemd is among the managers. */
const STARTERS = /^(?:inetd|xinetd|tcpserver|tcpsvd|launchd)$/;

/** Programs that end with the first connection unless they are told not to, see ncat(1), nc(1). */
const ONCE = /^(?:nc|ncat|netcat|nc\.openbsd|nc\.traditional)$/;

/** Why the listener of a row cannot be asked; nothing where it can. */
export function unaskable(port: ListeningPort): Unaskable | undefined {
  if (isUdp(port.transport)) return 'udp';
  if (port.transport !== 'tcp') return 'sctp';
  return port.sockets.length === 0 ? 'nobody' : undefined;
}

/** What a connection to the listener of a row may do. */
export function cautionsOf(port: ListeningPort): Caution[] {
  const { owners, port: number } = port;
  const seen = owners.map((owner) => [owner, seenOf({ ...owner, parents: [] })] as const);
  const any = (test: (seen: Seen, owner: ProcessOwner) => boolean): boolean =>
    seen.some(([owner, each]) => test(each, owner));
  const manager = managerOf(number, owners);
  const kept = port.sockets.some(({ container }) => container !== undefined && container.by !== 'itself');
  const likely = owners.length === 0 ? likelyCautions(port) : [];
  const isForwarder = manager !== undefined ? manager.kind !== 'systemd' : kept || any(passesOn);
  const isStarter = manager?.kind === 'systemd' || any(({ program }) => STARTERS.test(program));
  const isDebugger = isInspector(port) || any((each) => debuggerAt(each, number) !== undefined);
  const all: readonly (readonly [Caution, boolean])[] = [
    ['forwarder', isForwarder || likely.includes('forwarder')],
    ['unseen', !isForwarder && likely.includes('unseen')],
    ['starts', isStarter || likely.includes('starts')],
    ['debugger', isDebugger],
    ['printer', PRINTER_PORTS.includes(number)],
    ['once', any(endsAfterOne)],
  ];
  return all.flatMap(([caution, is]) => (is ? [caution] : []));
}

function passesOn(seen: Seen, { comm }: ProcessOwner): boolean {
  if (FORWARDERS.test(seen.program) || FORWARDERS.test(comm) || forwarders(seen) !== undefined) return true;
  // That of a session has what `ssh -R` asks for; the one that waits for sessions says so in its title, see sshd(8).
  const isServer = [seen.program, comm].some((name) => /^sshd(?:-session)?$/.test(name));
  return isServer && /^sshd(?:-session)?: (?!.*\[listener\])/.test(seen.title);
}

function endsAfterOne({ program, words }: Seen): boolean {
  return ONCE.test(program) && !words.some((word) => /^(?:-[A-Za-z]*k|--keep-open)/.test(word));
}

/** By who probably has it: a program that forwards may be anybody's who is not seen. */
function likelyCautions({ likelyOwner, namespace }: ListeningPort): Caution[] {
  if (likelyOwner === undefined) return ['unseen'];
  const { unit = '', serviceProcess, processes, evidence } = likelyOwner;
  if (evidence.includes('socketUnit') && serviceProcess === undefined) return ['starts'];
  const programs = (serviceProcess ? [serviceProcess] : processes).map(({ program }) => program);
  const isService = unit.endsWith('.service');
  // Debian's unit of the server has the name of the client, and a server in a session has what `ssh -R` asks for.
  const service = isService ? unit.replace(/(?:@.*)?\.service$/, '') : '';
  const names = [...programs, ...(service === 'ssh' ? [] : [service])];
  const isForwarder =
    names.some((name) => LIKELY_FORWARDERS.test(name) || FORWARDERS.test(name) || isManagersName(name)) ||
    (!isService && programs.some((name) => /^sshd(?:-session)?$/.test(name)));
  if (isForwarder) return ['forwarder'];
  // A session may run anything.
  return programs.length > 0 || isService || namespace !== undefined ? [] : ['unseen'];
}
