import { isContainerId } from '../model/container';
import { type Process, optionOf, wordsOf } from './programIdentity';

/**
 * For whose sake a process has a port that it does not serve itself:
 * - `docker`, `podman`, `containerd`, `crio`: a container of that engine
 * - `kubernetes`: a pod or service of the cluster, or the cluster's node itself
 * - `systemd`: a service that is started by its first connection (socket activation)
 * - `namespace`: whatever runs in a network namespace that the process is the way into
 */
export type ManagerKind =
  'docker' | 'podman' | 'containerd' | 'crio' | 'kubernetes' | 'systemd' | 'namespace';

/** What port managers are called; a gateway into a namespace is whatever program was chosen for it, and has no name of its own. */
export const MANAGER_NAMES = {
  docker: 'Docker',
  podman: 'Podman',
  containerd: 'containerd',
  crio: 'CRI-O',
  kubernetes: 'Kubernetes',
  systemd: 'systemd',
  namespace: undefined,
} as const satisfies Readonly<Record<ManagerKind, string | undefined>>;

/** A program that has ports for others. */
export interface ManagerProgram {
  /** The file name of its executable; of its `comm`, which is cut to 15 bytes, too. */
  readonly name: RegExp;
  /** Whether arguments are those of this program, and not of another that has its name. Absent where any will do. */
  readonly isItsArguments?: (commandLine: readonly string[]) => boolean;
  /** Programs that start it, by name. */
  readonly parents?: RegExp;
  /** Whether they stay its parents for as long as they run; others leave it to the system. */
  readonly staysWithParent?: true;
  /** For whom it has the port; of several the arguments and the parents tell which. */
  kindOf(process: Process): ManagerKind;
}

/** docker-proxy of moby's cmd/docker-proxy: Go's flags have one dash or two, and a value behind them or behind "=". */
function isDockerProxy(commandLine: readonly string[]): boolean {
  const isPort = (name: string): boolean => /^\d{1,5}$/.test(optionOf(commandLine, name) ?? '');
  const isTransport = /^(?:tcp|udp|sctp)$/.test(optionOf(commandLine, 'proto') ?? '');
  return isTransport && isPort('host-port') && isPort('container-port');
}

/** conmon(8): no container is watched without its id. */
function isConmon(commandLine: readonly string[]): boolean {
  return isContainerId(optionOf(commandLine, 'cid', 'c') ?? '');
}

/** CRI-O has conmon write how containers ended into a folder of its own; else it is Podman's. */
export function conmonKind({ commandLine }: Process): ManagerKind {
  return wordsOf(commandLine).some((word) => /\/crio(?:\/|$)/.test(word)) ? 'crio' : 'podman';
}

/** The shim's namespace is Docker's, Kubernetes' or one of containerd's own users'. */
export function shimKind({ commandLine }: Process): ManagerKind {
  const namespace = optionOf(commandLine, 'namespace');
  if (namespace === 'moby') return 'docker';
  return namespace === 'k8s.io' ? 'kubernetes' : 'containerd';
}

/** RootlessKit starts what its last arguments say: dockerd-rootless.sh, or containerd-rootless.sh for nerdctl. */
function rootlessKitKind({ commandLine }: Process): ManagerKind {
  return wordsOf(commandLine).some((word) => word.includes('containerd-rootless')) ? 'containerd' : 'docker';
}

/** A gateway into a network namespace: Podman's have a path of Podman's, RootlessKit's are started by it. */
function gatewayKind({ commandLine, ancestors }: Process): ManagerKind {
  if (ancestors.some(({ comm }) => comm === 'rootlesskit')) return 'docker';
  const words = wordsOf(commandLine);
  const isPodmans = (word: string): boolean => /\/(?:podman|libpod|containers)\b|\/netns\/netns-/.test(word);
  return words.some(isPodmans) || ancestors.some(({ comm }) => comm === 'podman') ? 'podman' : 'namespace';
}

const hasAny =
  (...names: readonly string[]) =>
  (commandLine: readonly string[]): boolean =>
    names.some((name) => optionOf(commandLine, name) !== undefined);

/** All programs that are known to have ports for others, each told from those that only have its name. */
export const MANAGER_PROGRAMS: readonly ManagerProgram[] = [
  {
    name: /^(?:rootlesskit-)?docker-proxy$|^rootlesskit-doc$/,
    isItsArguments: isDockerProxy,
    parents: /^(?:dockerd|rootlesskit)$/,
    staysWithParent: true,
    kindOf: () => 'docker',
  },
  // Without its userland proxy dockerd has the ports itself; so has Docker Desktop's backend.
  { name: /^dockerd(?:-ce)?$|^com\.docker\.back(?:end)?$|^vpnkit(?:-bridge)?$/, kindOf: () => 'docker' },
  { name: /^rootlesskit$/, kindOf: rootlessKitKind },
  { name: /^(?:containers-)?rootlessport(?:-child)?$|^containers-root$/, kindOf: () => 'podman' },
  // Podman 4 and before run rootlessport from their own executable, under this first argument.
  {
    name: /^podman$/,
    isItsArguments: ([first = '']) => first.startsWith('containers-rootlessport'),
    kindOf: () => 'podman',
  },
  { name: /^conmon(?:rs)?$/, isItsArguments: isConmon, parents: /^(?:podman|crio)$/, kindOf: conmonKind },
  // The machine of Podman Desktop: https://github.com/containers/gvisor-tap-vsock, cmd/gvproxy.
  {
    name: /^gvproxy$/,
    isItsArguments: hasAny('listen', 'listen-qemu', 'listen-vfkit', 'forward-sock', 'ssh-port', 'pid-file'),
    parents: /^podman$/,
    kindOf: () => 'podman',
  },
  { name: /^containerd-shim/, kindOf: shimKind },
  { name: /^containerd$/, kindOf: () => 'containerd' },
  { name: /^(?:kubelet|kubelite|kube-proxy|k0s|rke2)$|^k3s(?:-|$)/, kindOf: () => 'kubernetes' },
  // passt(1) and slirp4netns(1); passt's fastest build is a file of its own.
  {
    name: /^(?:pasta|passt)(?:\.avx2)?$/,
    isItsArguments: hasAny('netns', 'config-net', 'tcp-ports', 'udp-ports', 'tcp-ns', 'udp-ns', 'ns-ifname'),
    parents: /^(?:podman|rootlesskit|libvirtd|virtqemud)$/,
    kindOf: gatewayKind,
  },
  {
    name: /^slirp4netns$/,
    isItsArguments: hasAny(
      'configure',
      'c',
      'api-socket',
      'a',
      'netns-type',
      'ready-fd',
      'r',
      'exit-fd',
      'e',
    ),
    parents: /^(?:podman|rootlesskit)$/,
    kindOf: gatewayKind,
  },
  { name: /^systemd$/, kindOf: () => 'systemd' },
];

/** Whether a port manager is called so; another program may be too. */
export function isManagersName(program: string): boolean {
  return MANAGER_PROGRAMS.some(({ name }) => name.test(program));
}
