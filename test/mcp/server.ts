import { join } from 'node:path';
import { repository } from '../host/paths';

/** The MCP server as it is shipped; `npm run test:mcp` builds it first. */
export const SERVER = join(repository, 'dist/mcp.js');

/** What every client says first, where a test writes the lines itself. */
export const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
} as const;
