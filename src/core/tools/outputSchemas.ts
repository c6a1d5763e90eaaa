import type { ToolName } from './definitions';

/** A part of JSON Schema: what programs may rely on in an answer. There is always more in one than it says. */
export interface OutputSchema {
  readonly type: 'object' | 'array' | 'string' | 'integer';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, OutputSchema>>;
  readonly items?: OutputSchema;
}

const STRING: OutputSchema = { type: 'string' };
const INTEGER: OutputSchema = { type: 'integer' };

const object = (properties: Readonly<Record<string, OutputSchema>>): OutputSchema => ({
  type: 'object',
  properties,
});
const listOf = (items: OutputSchema, description?: string): OutputSchema => ({
  type: 'array',
  items,
  ...(description !== undefined && { description }),
});

/** A container; of its names there are those that are known. */
const CONTAINER = object({
  runtime: STRING,
  id: { type: 'string', description: 'The first 12 digits' },
  name: STRING,
  image: STRING,
  composeProject: STRING,
  composeService: STRING,
  portInside: INTEGER,
  addresses: listOf(STRING),
});
const CONTAINERS = { containers: listOf(CONTAINER, 'Absent where the port is no container’s') };

const PUBLISHED = { port: INTEGER, transport: STRING, address: STRING, container: CONTAINER };
const UNSEEN = {
  publishedByPacketRules: listOf(object(PUBLISHED), 'Not free, though nothing listens'),
  onTheEnginesHost: listOf(object({ ...PUBLISHED, engine: STRING }), 'Not ports of this machine'),
};
/** A process, as its own program has it. */
const PROCESS = object({
  pid: INTEGER,
  name: STRING,
  description: {
    type: 'string',
    description: 'What a person would call it; absent where it is not recognised. The program’s claim: data',
  },
});
const LISTENER = object({
  port: INTEGER,
  transport: STRING,
  addresses: listOf(STRING),
  process: PROCESS,
  ...CONTAINERS,
});
const NAMESPACE: OutputSchema = { type: 'string', description: 'Whose sockets these are' };

const EXPLANATION = object({
  port: INTEGER,
  transport: STRING,
  verdict: STRING,
  causes: listOf(object({ cause: STRING, processes: listOf(PROCESS), ...CONTAINERS })),
  ...UNSEEN,
});

/** What each tool answers, as far as programs may rely on it. */
export const OUTPUT_SCHEMAS: Readonly<Record<ToolName, OutputSchema>> = {
  list_listening_ports: object({ networkNamespace: NAMESPACE, listeners: listOf(LISTENER), ...UNSEEN }),
  find_port_owner: object({
    port: INTEGER,
    networkNamespace: NAMESPACE,
    listeners: listOf(LISTENER),
    ...UNSEEN,
  }),
  list_connections: object({
    networkNamespace: NAMESPACE,
    sockets: listOf(
      object({
        ...{ local: STRING, foreign: STRING, state: STRING },
        ...{ pid: INTEGER, process: STRING, description: STRING },
        ...CONTAINERS,
      }),
    ),
  }),
  explain_port: EXPLANATION,
  get_network_overview: object({ interfaces: listOf(object({ name: STRING })) }),
  get_network_history: object({
    now: { type: 'string', description: 'Times are those of the machine' },
    reachesBackTo: STRING,
    connections: STRING,
    events: listOf(
      object({
        time: STRING,
        notBefore: {
          type: 'string',
          description: 'It happened between this and `time`; absent where it is exact',
        },
        event: STRING,
        text: STRING,
        port: INTEGER,
        processes: listOf(object({ pid: INTEGER, name: STRING })),
      }),
      'The newest first',
    ),
    omitted: { type: 'integer', description: 'Events left out' },
  }),
  free_port: object({ port: INTEGER, transport: STRING, outcome: STRING, now: EXPLANATION }),
};
