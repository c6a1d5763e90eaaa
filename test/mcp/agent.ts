import { Client, type ClientCapabilities } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { SERVER } from './server';

/** What the user answers when the client asks: the form, or that it was turned down. */
export type Answer =
  | { readonly action: 'accept'; readonly content: { readonly [box in 'end' | 'stop']?: boolean } }
  | { readonly action: 'decline' };

/** A client of the SDK, with a server of its own. */
export interface Agent {
  readonly client: Client;
  /** What the user was asked. */
  readonly questions: string[];
  readonly call: (
    name: string,
    input: object,
  ) => Promise<{ text: string; isError: boolean; structured: unknown }>;
}

/** How an agent has its server. */
export interface Connection {
  /** The user's; without one there is nobody whom the client could ask. */
  readonly answer?: Answer;
  /** What the client says that it can; by default what an answer takes. */
  readonly capabilities?: ClientCapabilities;
  /** The command line and environment of the server, where they are to be others than Node's on the program. */
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server and speaks to it as an agent does. It ends when the client is closed. */
export async function connectAgent({
  answer,
  capabilities = answer === undefined ? {} : { elicitation: { form: {} } },
  command: [command = '', ...args] = [process.execPath, SERVER],
  env,
}: Connection = {}): Promise<Agent> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
  const questions: string[] = [];
  if (answer !== undefined) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return answer;
    });
  }
  await client.connect(
    new StdioClientTransport({ command, args, stderr: 'inherit', ...(env !== undefined && { env }) }),
  );
  return {
    client,
    questions,
    call: async (name, input) => {
      const { content, isError, structuredContent } = await client.callTool({
        name,
        arguments: { ...input },
      });
      const [first] = content as readonly { readonly type: string; readonly text: string }[];
      return { text: first?.text ?? '', isError: isError === true, structured: structuredContent };
    },
  };
}
