import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Logger {
  trace(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  setLevel(level: number): void;
  clearFormatters(): void;
}

// What VS Code calls, in the place of a module that is not compiled here.
const { createAsyncRotatingLogger } = require('../../host/logFiles') as {
  readonly createAsyncRotatingLogger: (
    name: string,
    file: string,
    most: number,
    files: number,
  ) => Promise<Logger>;
};

describe("the logger of a fetched VS Code's", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-log-'));
    file = join(folder, 'window1/Netstat.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes lines with time and level, from its level on', async () => {
    const logger = await createAsyncRotatingLogger('Netstat', file, 1_000, 6);
    logger.trace('unseen');
    logger.info('one');
    logger.setLevel(3);
    logger.info('unseen');
    logger.warn('two');
    assert.match(
      readFileSync(file, 'utf8'),
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[info\] one\n\d{4}-.* \[warning\] two\n$/,
    );
  });

  it('writes what it is given where that has its form, and keeps a bound', async () => {
    const logger = await createAsyncRotatingLogger('Netstat', file, 10, 6);
    logger.clearFormatters();
    logger.info('12345\n');
    logger.info('67890\n');
    assert.equal(readFileSync(file, 'utf8'), '67890\n');
    assert.equal(readFileSync(`${file}.1`, 'utf8'), '12345\n');
    const again = await createAsyncRotatingLogger('Netstat', file, 10, 6);
    again.clearFormatters();
    again.info('x\n');
    assert.equal(readFileSync(file, 'utf8'), '67890\nx\n');
  });
});
