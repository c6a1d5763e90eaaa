import assert from 'node:assert/strict';
import { ComplaintReader } from '../../../../src/core/addressInUse/complaints';

const NODE =
  'Error: listen EADDRINUSE: address already in use 127.0.0.1:3000\r\n    at Server.setupListenHandle\r\n';

function read(commandLine: string, ...pieces: string[]): ReturnType<ComplaintReader['end']> {
  const reader = new ComplaintReader(() => commandLine);
  for (const piece of pieces) reader.take(piece);
  return reader.end();
}

describe('complaints in the output of a terminal', () => {
  it('are found in whatever pieces they come', () => {
    const expected = { port: 3000, transport: 'tcp', goesOn: false };
    for (let at = 1; at < NODE.length; at++) {
      assert.deepEqual(read('node server.js', NODE.slice(0, at), NODE.slice(at)), expected, String(at));
    }
  });

  it('are found amid colours, titles and prompts', () => {
    const coloured =
      '\x1b]633;C\x07\x1b]0;node\x07\x1b[31mError: listen EADDRINUSE: address already in use :::\x1b[1m8080\x1b[0m\n';
    assert.equal(read('npm start', coloured)?.port, 8080);
  });

  it('are found where the cursor is moved instead of a line ended, or of a blank written', () => {
    const spinner = '\x1b[2K\x1b[1G⠋ Starting\x1b[2K\x1b[1GPort 3000 is already in use\x1b[K\x1b[2;1Hwaiting';
    assert.equal(read('npm start', spinner)?.port, 3000);
    assert.equal(read('npm start', 'Port\x1b[1C3000\x1b[1Cis\x1b[Calready in use\r\n')?.port, 3000);
  });

  it('mean the port of the command line where they name none', () => {
    const python = 'Traceback (most recent call last):\nOSError: [Errno 98] Address already in use\n';
    assert.equal(read('python3 -m http.server 8000', python)?.port, 8000);
    assert.equal(read('PORT=4000 ./server', 'bind: Address already in use\n')?.port, 4000);
    assert.equal(read('./server', python), undefined);
  });

  it('prefer a port that is named later to the command line', () => {
    const output = 'EADDRINUSE\nPort 5000 is in use by another program.\n';
    assert.equal(read('flask run --port 5000', output)?.port, 5000);
  });

  it('say where a program goes on', () => {
    assert.equal(read('vite', 'Port 5173 is in use, trying another one...\n')?.goesOn, true);
  });

  it('are none in other output, however long its lines are', () => {
    assert.equal(read('yes', 'y\n'.repeat(1000), 'x'.repeat(100_000), 'listening on 3000\n'), undefined);
    const reader = new ComplaintReader(() => '');
    reader.take('\x1b[0m');
    assert.equal(reader.hasComplaint, false);
  });
});
