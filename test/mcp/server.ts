import { join } from 'node:path';
import { repository } from '../host/paths';

/** The MCP server as it is shipped; `npm run test:mcp` builds it first. */
export const SERVER = join(repository, 'dist/mcp.js');
