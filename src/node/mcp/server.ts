import {
  CLIENT_CAPABILITIES_META_KEY,
  fromJsonSchema,
  McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Engine } from '../../core/model/engine';
import type { ToolDefinition } from '../../core/tools/definitions';
import {
  answer,
  capped,
  freedAnswer,
  historyAnswer,
  OUTPUT_SCHEMAS,
  questionIn,
  readInput,
  toolsFor,
} from '../engineParts';
import type { PortFreeing } from './freePort';

/** What every answer carries of the program: name and version. */
export interface Identity {
  readonly name: string;
  readonly version: string;
}

type ToolAnswer = Awaited<ReturnType<Parameters<McpServer['registerTool']>[2]>>;

/**
 * A server of the Model Context Protocol with Netstat's tools. One `freeing` serves all servers of a process.
 * @param hasHistory whether agents may ask what happened
 */
export function mcpServer(
  identity: Identity,
  engine: Engine,
  freeing: PortFreeing,
  hasHistory: boolean,
): McpServer {
  const server = new McpServer(identity, { capabilities: { tools: {} } });
  for (const tool of toolsFor(hasHistory)) {
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: fromJsonSchema<object>({ ...tool.inputSchema }),
        outputSchema: fromJsonSchema<object>({ ...OUTPUT_SCHEMAS[tool.name] }),
        annotations: {
          readOnlyHint: tool.isReadOnly,
          destructiveHint: !tool.isReadOnly,
          openWorldHint: false,
        },
      },
      (input, context) => answerOf(tool, input, context, server, engine, freeing),
    );
  }
  return server;
}

/** Errors are answers too, written for the model, which can try again. */
async function answerOf(
  tool: ToolDefinition,
  input: unknown,
  context: ServerContext,
  server: McpServer,
  engine: Engine,
  freeing: PortFreeing,
): Promise<ToolAnswer> {
  try {
    if (tool.name === 'get_network_history') return told(await historyAnswer(input, engine, Date.now()));
    if (tool.name !== 'free_port') return told(await answer(tool.name, input, engine));
    const question = questionIn(readInput(tool, input));
    if (!canAsk(context, server)) return failure(await freeing.refuse(question));
    const outcome = await freeing.free(question, context);
    if (typeof outcome !== 'string') return outcome;
    return told(await freedAnswer(question, outcome, engine));
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function canAsk({ mcpReq }: ServerContext, server: McpServer): boolean {
  const { [CLIENT_CAPABILITIES_META_KEY]: told } = Object(mcpReq.envelope) as Record<string, unknown>;
  const capabilities = Object(told ?? server.server.getClientCapabilities()) as {
    readonly elicitation?: unknown;
  };
  const asks = Object(capabilities.elicitation) as { readonly form?: unknown; readonly url?: unknown };
  // An empty object means forms; one with `url` alone means none.
  return capabilities.elicitation !== undefined && (asks.form !== undefined || asks.url === undefined);
}

/** An answer for models, and the same for programs. */
function told(json: string): ToolAnswer {
  const answered = capped(json);
  return { ...text(answered), structuredContent: JSON.parse(answered) as Record<string, unknown> };
}

function text(answered: string): ToolAnswer {
  return { content: [{ type: 'text', text: capped(answered) }] };
}

function failure(message: string): ToolAnswer {
  return { ...text(message), isError: true };
}
