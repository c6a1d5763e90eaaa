import assert from 'node:assert/strict';
import { ownerLinks } from '../../../../../src/core/netstat/sockets/ownerLinks';

/** The links of one line, each as what it marks and where. */
function marks(line: string): string[] {
  return ownerLinks([line]).map(({ kind, value, start, end }) => {
    assert.equal(line.slice(start, end), value);
    return `${kind} ${value}`;
  });
}

describe('links to owners in the text of netstat', () => {
  it('are the local port and the pid of a row', () => {
    const line =
      'tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      29176/demo-server   ';
    assert.deepEqual(marks(line), ['port 8080', 'pid 29176']);
    const blank =
      'udp6       0      0 :::546                  :::*                                29176/demo-server   ';
    assert.deepEqual(marks(blank), ['port 546', 'pid 29176']);
  });

  it('are found behind user and inode, and where cells have pushed each other right', () => {
    const wide =
      'tcp        0 3782144 192.0.2.1:55236         192.0.2.1:8080          ESTABLISHED 0          3343052    29176/x.y    off (0.00/0/0)';
    assert.deepEqual(marks(wide), ['port 55236', 'pid 29176']);
    const raw =
      'raw        0      0 0.0.0.0:1               0.0.0.0:*               7           1000       3343      42/ping             ';
    assert.deepEqual(marks(raw), ['pid 42']);
  });

  it('take in a foreign port of this very machine', () => {
    const line = 'tcp        0      0 127.0.0.1:37124         127.0.0.1:8443          ESTABLISHED';
    assert.deepEqual(marks(line), ['port 37124', 'port 8443']);
  });

  it('are not in names, wildcards and rows without an owner', () => {
    assert.deepEqual(
      marks('tcp        0      0 localhost:http-alt      box:https               ESTABLISHED -'),
      [],
    );
    assert.deepEqual(marks('Active Internet connections (only servers)'), []);
    assert.deepEqual(marks('unix  2      [ ACC ]     STREAM     LISTENING     33430    -    12/34'), []);
  });

  it('are not of who is only likely', () => {
    for (const cell of ['~812/sshd           ', '~ssh.service        ']) {
      const line = `tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      ${cell}`;
      assert.deepEqual(marks(line), ['port 22']);
    }
  });

  it('are the pids of UNIX sockets, and nothing of their paths', () => {
    const line =
      'unix  2      [ ACC ]     STREAM     LISTENING     3343075  29176/demo-server    /run/1/2.sock';
    assert.deepEqual(marks(line), ['pid 29176']);
    assert.deepEqual(marks('unix  2      [ ]         DGRAM                    3343078  7/d    12/3'), [
      'pid 7',
    ]);
  });

  it('know their lines, and end before they are too many', () => {
    const line = 'udp        0      0 0.0.0.0:53              0.0.0.0:*                          ';
    assert.deepEqual(
      ownerLinks(['', line]).map((link) => link.line),
      [1],
    );
    assert.equal(ownerLinks(Array.from({ length: 30_000 }, () => line)).length, 20_000);
  });
});
