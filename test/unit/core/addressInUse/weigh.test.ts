import assert from 'node:assert/strict';
import { ComplaintReader } from '../../../../src/core/addressInUse/complaints';

/** What is seen in the output of a command: a port, `no port`, or `none`; `!` behind it where the program goes on. */
function seen(output: string, commandLine = ''): string {
  const reader = new ComplaintReader(() => commandLine);
  reader.take(output);
  const complaint = reader.end();
  if (complaint === undefined) return reader.hasComplaint ? 'no port' : 'none';
  return `${complaint.port}/${complaint.transport}${complaint.goesOn ? '!' : ''}`;
}

/** What stands before, behind and around messages, and has numbers that are no ports. */
const BEFORE = [
  '16:16:31.548 ',
  '2023-07-05 16:16:31.548 UTC [8080] ',
  '[10:22] ',
  '2024-01-01T10:22:33Z ',
  '10:22:33,123 ERROR app: ',
  "/app/server.rb:201:in `bind': ",
  'server.js:3000:12: ',
  'main.go:80: ',
  '{"code":9001,"error":"',
  'pid 8080: ',
  'web[3000]: ',
  'node/20.11.1 ',
  'v1.2.3: ',
  '2024 ',
  'fe80::1:2 ',
  '2001:db8:0:0:1:2:3:8080 ',
  '00:1a:2b:3c:4d:5e ',
  'E0101 10:00:00.123456   77 server.cc:40] ',
  '(net.js:1328:14) ',
  'status=200 took 3000 ms ',
  'app-3000 | ',
  '1.2.3.4 - - [01/Jan/2020:10:00:00 +0000] ',
  'thread:3000 ',
  '[worker:2] ',
  '(node:8080) ',
  'uid:1000 ',
  'client 10.0.0.5:51234 ',
  'connected to 10.0.0.5:5432 ',
  'upstream localhost:9000 ',
  'proxy to http://127.0.0.1:4000 ',
  'request GET http://localhost:3000/x ',
];
const MESSAGES = ['Address already in use', '[Errno 98] Address already in use', 'Error: listen EADDRINUSE'];
const BEHIND = [
  ' (os error 98)',
  ' [core/socket.c line 769]',
  ' at Mojo/IOLoop.pm line 130.',
  ' (/app/x.c:116)',
  ' errno=98',
  ' (errno: 98)',
  ': 98',
  ' at 10:22',
  ' <pid 8080>',
  ', retrying in 5 s',
  ' #3000',
  '\n    at server.js:3000:12',
  '\npid 8080 exited',
  '\nconnected to 10.0.0.5:5432',
  '\nserver running on port 4000',
  '\nStarting server on port 3001',
];

describe('what is no port', () => {
  for (const before of BEFORE) {
    it(`is in “${before.trim()}”, before a message or in the line above`, () => {
      for (const message of MESSAGES) {
        for (const behind of ['', ...BEHIND]) {
          assert.equal(seen(`${before}${message}${behind}\n`), 'no port', before + message + behind);
          assert.equal(seen(`${before.trim()}\n${message}${behind}\n`), 'no port', before + message + behind);
        }
      }
    });
  }

  it('is the other end of a connection, and no port of the command line is meant then', () => {
    for (const output of [
      'dial tcp 10.0.0.1:443: bind: address already in use\n',
      'Error: connect EADDRINUSE 127.0.0.1:8080 - Local (0.0.0.0:0)\n',
      'connection to 10.0.0.5:5432 failed: Address already in use\n',
      'error: listen udp :0: bind: address already in use\n',
    ]) {
      assert.equal(seen(output, 'node server.js --port 3000'), 'no port', output);
    }
  });

  it('is the path of a UNIX socket, and no port of the command line is meant then', () => {
    for (const output of [
      'Error: listen EADDRINUSE: address already in use /tmp/app.sock\n',
      'listen unix /run/docker.sock: bind: address already in use\n',
      'nginx: [emerg] bind() to unix:/var/run/nginx.sock failed (98: Address already in use)\n',
      'bind: Address already in use: @abstract\n',
      'OSError: [Errno 98] Address already in use: "/run/app/socket"\n',
    ]) {
      assert.equal(seen(output, 'node server.js --port 3000'), 'no port', output);
    }
  });
});

describe('the transport of an address in use', () => {
  it('is what the message says', () => {
    assert.equal(seen('listen udp :53: bind: address already in use\n'), '53/udp');
    assert.equal(seen('imudp: bind to UDP port 514 failed: Address already in use\n'), '514/udp');
    assert.equal(seen('bind EADDRINUSE 0.0.0.0:41234\n    at dgram.js:341:20\n'), '41234/udp');
  });

  it('is TCP where Node says bind of a cluster', () => {
    assert.equal(seen('Error: bind EADDRINUSE null:4000\n'), '4000/tcp');
    const inCluster =
      'Error: bind EADDRINUSE 0.0.0.0:4000\n    at listenOnPrimaryHandle (node:net:1975:18)\n';
    assert.equal(seen(inCluster), '4000/tcp');
  });
});

describe('a message of several lines', () => {
  it('has a hint that means nothing after another error', () => {
    const hint =
      'HINT:  Is another postmaster already running on port 5432? If not, wait a few seconds and retry.\n';
    const other = 'LOG:  could not bind IPv4 address "10.1.1.1": Cannot assign requested address\n';
    assert.equal(
      seen(`LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n${hint}`),
      '5432/tcp',
    );
    assert.equal(seen(`${other}${hint}`), 'none');
    assert.equal(seen(`bind [127.0.0.1]:80: Permission denied\ncannot listen to port: 80\n`), 'none');
  });

  it('has no port where two have equal claims', () => {
    const two = 'Starting metrics on port 9090\nStarting API on port 8080\nbind: Address already in use\n';
    assert.equal(seen(two), 'no port');
    assert.equal(seen('Starting API on port 8080\nbind: Address already in use\n'), '8080/tcp');
  });

  it('is that of one program, where several are run together', () => {
    const compose = 'web-1  | Starting server on port 3000\ndb-1   | bind: Address already in use\n';
    assert.equal(seen(compose), 'no port');
    assert.equal(seen(`db-1   | Starting server on port 5432\n${compose}`), '5432/tcp');
    assert.equal(seen('[0] Starting server on port 3000\n[1] bind: Address already in use\n'), 'no port');
  });

  it('needs a reason for an error that is only named', () => {
    assert.equal(seen('Bind for 0.0.0.0:80: unexpected error (Failure EADDRINUSE)\n'), '80/tcp');
  });

  it('is none where it is code, a test, documentation or a condition', () => {
    for (const output of [
      "  if (err.code === 'EADDRINUSE') {\n",
      '✓ throws EADDRINUSE when port 3000 is in use\n',
      '#define\tEADDRINUSE\t98\t/* Address already in use */\n',
      'EADDRINUSE 98 Address already in use\n',
      'Checking if port 8080 is in use...\n',
      'Port 3000 is not in use\n',
      'Server is running on port 3000\n',
      'The email address is already in use by another account.\n',
      'Port 443 is used by default for HTTPS\n',
      'image redis:7 is in use by container\n',
      'The Service "web" is invalid: Invalid value: 30080: provided port is already allocated\n',
      'If you see EADDRINUSE, another process is listening on port 3000.\n',
      'Port 8080 in use: no\n',
      "console.log('Port 3000 is already in use')\n",
      '// port 3000 is already in use\n',
      '- Port 3000 is already in use (closes #12)\n',
      'Redis at localhost:6379 is not available, retrying\n',
      'Port 22 is not open on 10.0.0.5\n',
      'server db:5432 is unavailable\n',
      'Route http://localhost:3000/api is already used\n',
      'uploads in use: localhost:9000/bucket\n',
      'Cannot bind mount /a:80\n',
    ]) {
      assert.equal(seen(output), 'none', output);
    }
  });
});

describe('a program that goes on', () => {
  it('is passed over for one that does not', () => {
    const next = 'Port 5173 is in use, trying another one...\n';
    const failed = 'Error: listen EADDRINUSE: address already in use :::24678\n';
    assert.equal(seen(next), '5173/tcp!');
    assert.equal(seen(next + failed), '24678/tcp');
  });

  it('may say so in the next line, and does not where it asks', () => {
    assert.equal(
      seen('Port 8787 is already in use.\nHosting the HTTP server on port 51849 instead\n'),
      '8787/tcp!',
    );
    assert.equal(seen('Port 9011 is not available. Run on port 9012 instead? (Y/n)\n'), '9011/tcp');
  });
});

describe('the port of a command line', () => {
  const nameless = 'bind: Address already in use\n';

  it('is meant where it is the only one', () => {
    assert.equal(seen(nameless, 'PORT=4000 API_URL=http://localhost:5000 ./server'), '4000/tcp');
    assert.equal(seen(nameless, './server --port 3000 --admin-port 3001'), 'no port');
    assert.equal(seen(nameless, 'curl http://localhost:9000 && ./server -addr :8080'), '8080/tcp');
    assert.equal(seen(nameless, 'iperf3 -c 127.0.0.1 -p 5201'), 'no port');
    assert.equal(seen(nameless, 'caddy reverse-proxy --to localhost:9000'), 'no port');
    assert.equal(seen(nameless, 'kubectl port-forward svc/web 8080:80'), '8080/tcp');
  });

  it('is read of servers that tell none', () => {
    for (const line of [
      'nc -lvnp 8080',
      'nc -lk 8080',
      '/usr/bin/iperf3 -s -p 8080',
      'python -m debugpy --listen 8080 app.py',
      'gdbserver :8080 ./a.out',
      'gdbserver --once localhost:8080 ./a.out',
      'socat TCP-LISTEN:8080,fork TCP:10.0.0.1:80',
      'java -jar selenium.jar -port 8080',
    ]) {
      assert.equal(seen(nameless, line), '8080/tcp', line);
    }
  });
});
