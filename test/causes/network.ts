import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { whyMissing } from '../host/programs';
import { stretched } from '../host/timeLimit';
import { isRoot } from '../host/users';
import { connectAgent } from '../mcp/agent';
import { SERVER } from '../mcp/server';

const SITUATION = join(__dirname, 'situation.py');

/** How a program is run in the network. */
interface Place {
  readonly uid?: number;
  /** Whether it sees no processes but its own. */
  readonly isPidNamespace?: boolean;
}

/** A process that keeps a situation. */
export interface Situation {
  readonly pid: number;
  readonly port: number;
}

/** Why no network namespace can be made here; undefined where it can. */
export function whyNoNetwork(): string | undefined {
  const missing = whyMissing('ip', 'python3', 'nsenter', 'setpriv');
  if (missing) return missing;
  return spawnSync('unshare', [...kinds(), 'true']).status === 0
    ? undefined
    : 'this user may not make network namespaces (unshare --net --map-root-user)';
}

/** A network namespace with nothing but loopback. */
export class Network {
  readonly #holder: ChildProcess;
  readonly #started: ChildProcess[] = [];

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  static async make(): Promise<Network> {
    const script = 'ip link set lo up && echo ready && exec cat';
    const holder = spawn('unshare', [...kinds(), 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    return new Network(holder);
  }

  /** A process in it that lives as long as it. */
  get pid(): number {
    return this.#holder.pid ?? 0;
  }

  /** Sets a kernel parameter of this network. */
  set(name: string, value: string): void {
    const file = `/proc/sys/net/${name}`;
    const { status, stderr } = this.#run(['sh', '-c', 'printf %s "$1" > "$2"', 'sh', value, file]);
    if (status !== 0) throw new Error(`${file} could not be set to ${value}: ${stderr}`);
  }

  /** Makes a situation and keeps it until the network is removed. */
  async situation(kind: string, port = 0): Promise<Situation> {
    const [program = '', ...args] = this.#command(['python3', SITUATION, kind, String(port)]);
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#started.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    // nsenter becomes the program that it is to run.
    return { pid: child.pid ?? 0, port: Number(String(line)) };
  }

  /** What a real server says of the port: nothing where it could take it. */
  complaintOf(server: 'node' | 'python' | 'python that reuses', port: number, uid = 0): string {
    const commands = {
      node: [
        process.execPath,
        '-e',
        `require('net').createServer().listen(${port}, function () { this.close(); });`,
      ],
      python: ['python3', SITUATION, 'try', String(port)],
      'python that reuses': ['python3', SITUATION, 'try-reusing', String(port)],
    };
    return this.#run(commands[server], { uid }).stderr;
  }

  /** What the MCP server answers when it is asked why the port is busy, started in this network. */
  async explain(port: number, place: Place = {}): Promise<Answer> {
    const agent = await this.agent(place);
    try {
      return await agent.explain({ port });
    } finally {
      await agent.close();
    }
  }

  /**
   * An agent with an MCP server of its own, as it is shipped, started in this network.
   * @param env what the server's environment has beside the usual
   */
  async agent(place: Place = {}, env: Readonly<Record<string, string>> = {}): Promise<Agent> {
    const command = this.#command([process.execPath, SERVER], place);
    const { client, call } = await connectAgent({ command, env });
    return {
      close: () => client.close(),
      explain: async (question) => JSON.parse((await call('explain_port', question)).text) as Answer,
    };
  }

  async remove(): Promise<void> {
    for (const child of [...this.#started, this.#holder]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  }

  #run(command: readonly string[], place: Place = {}): { status: number | null; stderr: string } {
    const [program = '', ...args] = this.#command(command, place);
    return spawnSync(program, args, { encoding: 'utf8', timeout: stretched(20_000) });
  }

  #command(command: readonly string[], { uid = 0, isPidNamespace = false }: Place = {}): string[] {
    return [
      ...['nsenter', '--target', String(this.#holder.pid), '--net'],
      ...(isRoot ? [] : ['--user', '--preserve-credentials']),
      ...(isPidNamespace ? ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'] : []),
      ...(uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']),
      ...command,
    ];
  }
}

function kinds(): string[] {
  return isRoot ? ['--net'] : ['--net', '--map-root-user'];
}

/** Asks a server of its own. */
export interface Agent {
  explain(question: { readonly port: number; readonly transport?: 'tcp' | 'udp' }): Promise<Answer>;
  close(): Promise<void>;
}

/** As far as these tests look into it. */
export interface Answer {
  readonly verdict: string;
  readonly causes: readonly {
    readonly cause: string;
    readonly takes?: string;
    readonly user?: string;
    readonly processes?: readonly { readonly pid: number }[];
    readonly suspects?: readonly { readonly pid: number }[];
    readonly sockets?: readonly { readonly processes: readonly { readonly pid: number }[] }[];
    readonly ownerUnknownBecause?: readonly string[];
    /** As many as were closed, or each with its processes. */
    readonly connections?: unknown;
    readonly secondsLeft?: number;
  }[];
  readonly bindTrials: Readonly<Record<string, string>>;
  /** Only where somebody might blame it. */
  readonly notToBlame?: readonly string[];
}
