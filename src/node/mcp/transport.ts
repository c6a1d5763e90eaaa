import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { clean, shorten } from '../../core/text/clean';
import { LineLimit, LONGEST_MESSAGE } from './lineLimit';

/** Characters of an error's message: the SDK's repeat what was sent in whole. */
const LONGEST_ERROR = 300;

/** Standard input and output, on which neither a message that comes nor an error that goes is longer than a limit. */
export class LimitedTransport extends StdioServerTransport {
  constructor() {
    const { stdin, stdout } = process;
    const lines = new LineLimit((line) => stdout.write(line));
    stdin.on('error', () => lines.end());
    stdin.pipe(lines);
    // Whoever closes the transport, as a client that listens no more, pauses it: then nothing keeps the process.
    lines.once('pause', () => {
      stdin.unpipe(lines);
      stdin.pause();
    });
    // The limit of its own, at which it ends, is never reached.
    super(lines, stdout, { maxBufferSize: 2 * LONGEST_MESSAGE });
  }

  override send(message: Parameters<StdioServerTransport['send']>[0]): Promise<void> {
    if (!('error' in message)) return super.send(message);
    const { error } = message;
    return super.send({
      ...message,
      error: { ...error, message: shorten(clean(error.message), LONGEST_ERROR) },
    });
  }
}
