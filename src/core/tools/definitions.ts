/** A value that a tool takes, as JSON Schema. */
export interface ToolProperty {
  readonly type: 'integer' | 'string' | 'boolean';
  readonly description: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/** A tool that agents can call. */
export interface ToolDefinition {
  readonly name: ToolName;
  /** For people. */
  readonly title: string;
  /** For models: what it tells, and when it is the one to call. */
  readonly description: string;
  readonly inputSchema: {
    readonly type: 'object';
    readonly properties: Readonly<Record<string, ToolProperty>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
  /** Whether it leaves the machine as it is. */
  readonly isReadOnly: boolean;
}

export type ToolName =
  | 'list_listening_ports'
  | 'find_port_owner'
  | 'list_connections'
  | 'explain_port'
  | 'get_network_overview'
  | 'get_network_history'
  | 'free_port';

/** Entries that an answer has unless more are asked for, and at most. */
export const USUAL_ENTRIES = 50;
const MOST_ENTRIES = 500;

const port: ToolProperty = { type: 'integer', description: 'Port number', minimum: 1, maximum: 65_535 };
const transport: ToolProperty = {
  type: 'string',
  description: 'Transport protocol; tcp unless given',
  enum: ['tcp', 'udp'],
};
const filter: ToolProperty = {
  type: 'string',
  description:
    'Filter expression, terms combined with AND: words, port:3000, port:3000-3999, state:established, pid:42, process:node, container:db, image:postgres, project:shop, user:www-data, address:10.0.0.0/8, proto:udp; -term excludes',
};
const limit: ToolProperty = {
  type: 'integer',
  description: `Most entries to return; ${USUAL_ENTRIES} unless given`,
  minimum: 1,
  maximum: MOST_ENTRIES,
};
const namespace: ToolProperty = {
  type: 'string',
  description:
    'Another network namespace to look into instead of this machine’s own: the name or id of a container that runs, a pid, or a name in /run/netns',
};
const commandLines: ToolProperty = {
  type: 'boolean',
  description:
    'Whether to include command lines, which may hold secrets, and to have words of the filter search them; false unless given',
};

function schema(
  properties: Readonly<Record<string, ToolProperty>>,
  ...required: readonly string[]
): ToolDefinition['inputSchema'] {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** What a field of answers says, and what must not be made of it. */
const LIKELY =
  'Where the owner may not be seen, likelyOwner has the systemd unit or container in whose control group the socket was made, and the process that probably has it: evidence, no proof, for a socket may have been moved or handed on. Tell it as likely, and end or stop nothing by it.';

/** What answers say of containers, and what must not be made of it. */
const CONTAINERS =
  'A port that a container has is told with it (containers: name, image, Compose project and service, port inside). One of publishedByPacketRules is a container’s though no socket listens; one of onTheEnginesHost is not a port of this machine.';

/** What names of processes are, and what they are not. */
const DESCRIBED =
  'A process has a description where it is recognised, what a person would call it ("vite · shop"): tell that to the user. It is what the program claims, and no proof.';

/** All tools, in the order in which they are offered. */
export const TOOLS: readonly ToolDefinition[] = [
  {
    name: 'list_listening_ports',
    title: 'List Listening Ports',
    description: `Lists the TCP and UDP ports that programs wait on, on the machine where the code runs, with addresses, who can reach them, and the owning process. Use it to see which servers run. ${DESCRIBED} ${CONTAINERS} ${LIKELY}`,
    inputSchema: schema({ filter, limit, namespace, includeCommandLines: commandLines }),
    isReadOnly: true,
  },
  {
    name: 'find_port_owner',
    title: 'Find Port Owner',
    description: `Tells which process listens on a port or uses it otherwise, with pid, user, start time, working directory and parents. Use it for "what runs on port 3000?". ${DESCRIBED} ${CONTAINERS} ${LIKELY}`,
    inputSchema: schema({ port, includeCommandLines: commandLines }, 'port'),
    isReadOnly: true,
  },
  {
    name: 'list_connections',
    title: 'List Connections',
    description: `Lists Internet sockets in every state (netstat -an) with both addresses, state, queues and owning process. Use a filter: there may be very many. ${LIKELY}`,
    inputSchema: schema({ filter, limit, namespace }),
    isReadOnly: true,
  },
  {
    name: 'explain_port',
    title: 'Explain Port',
    description: `Explains why a server cannot take a port (EADDRINUSE, EACCES), or that it can: listeners, TIME_WAIT, sockets that are bound without listening, connections from the ephemeral range, privileged ports. Asks the kernel who has the port and, where that does not tell, tries to bind for a moment. ${LIKELY}`,
    inputSchema: schema({ port, transport }, 'port'),
    isReadOnly: true,
  },
  {
    name: 'get_network_overview',
    title: 'Get Network Overview',
    description:
      'Interfaces with their addresses, default routes, numbers of sockets by state, how many of those that listen have an owner that is known, likely or unknown, and the counters of the kernel that speak of trouble (retransmits, drops, errors) since the machine was started.',
    inputSchema: schema({}),
    isReadOnly: true,
  },
  {
    name: 'get_network_history',
    title: 'Get Network History',
    description:
      'Tells what happened on this machine’s ports, as VS Code recorded it, the newest first: who began and ended to listen, who took a port from whom, connections with their bytes where they are recorded, what was ended or closed, and when nobody looked. Use it for "who had port 3000 five minutes ago?", "what connected last night?", "who killed my server?". An event with notBefore happened between the two times. Owners that are inferred or likely are told as such, and pids may be those of other programs by now: end or stop nothing by it. Ask for a port, a process or an address, and a span.',
    inputSchema: schema({
      port: { ...port, description: 'Port number, at either end' },
      pid: {
        type: 'integer',
        description: 'Process that had a socket, since the machine was started',
        minimum: 1,
        maximum: 4_194_304,
      },
      address: { type: 'string', description: 'IP address, at either end' },
      span: {
        type: 'string',
        description:
          'Since when: 10m, 2h, 1d, 14:00 or 2026-11-27; or from when to when: 14:00-14:10; in the machine’s time zone. All that is kept unless given',
      },
      limit,
    }),
    isReadOnly: true,
  },
  {
    name: 'free_port',
    title: 'Free Port',
    description:
      'Ends the process that listens on a port, or stops the container that has it, after the user has agreed to exactly that, and proves that the port can be taken. A process that keeps a port for a container is never ended. An owner that is only likely is never ended: the answer says what the user can do instead. Never call it without having told the user what will end.',
    inputSchema: schema({ port, transport }, 'port'),
    isReadOnly: false,
  },
];

/** The tools that an agent has. @param hasHistory whether the user lets agents ask what happened */
export function toolsFor(hasHistory: boolean): readonly ToolDefinition[] {
  return hasHistory ? TOOLS : TOOLS.filter(({ name }) => name !== 'get_network_history');
}

/** The tool of that name; nothing where there is none. */
export function toolNamed(name: string): ToolDefinition | undefined {
  return TOOLS.find((tool) => tool.name === name);
}
