import assert from 'node:assert/strict';
import { ComplaintReader } from '../../../../src/core/addressInUse/complaints';
import { mayHaveFailed, onlyShowsText } from '../../../../src/core/addressInUse/showsText';

const SHOWING = [
  'cat server.log',
  '/usr/bin/less +F server.log',
  'tail -f log/development.log | grep --color EADDR',
  'sudo -u www journalctl -fu nginx',
  'sudo LC_ALL=C tail -n 100 /var/log/syslog',
  'env -i A=b PAGER=cat git log -p',
  'time grep -rn "address already in use" .',
  'timeout -s INT 5 tail -f x.log',
  'watch -n 1 cat status.txt',
  'cd logs && tail -f web.log',
  'cat a.log; cat b.log || true',
  'docker logs -f web',
  'docker --context far logs web 2>&1 | less -R',
  'docker compose -f dev.yml logs -f --tail 20 web',
  'docker-compose logs',
  'kubectl -n shop logs -f deploy/web',
  'kubectl describe pod web',
  'systemctl status nginx',
  'pm2 logs',
  'find . -name "*.log" | xargs grep EADDRINUSE',
  `bash -lc 'cat x.log | head'`,
  'nohup tail -f x.log &',
  'ssh -p 2222 me@host tail -f /var/log/nginx/error.log',
  `ssh host 'cd /srv && cat web.log | grep 3000'`,
  'docker exec -it -u root web cat /var/log/web.log',
  'docker compose exec web tail -f log/web.log',
  'kubectl -n shop exec web-0 -- cat /log/web.log',
  'git diff',
  'gh issue view 12',
  'man 2 bind',
  'curl -s https://example.com/log.txt',
  'history | grep 3000',
  'echo "address already in use"',
];

const RUNNING = [
  'npm start',
  'node server.js | tee out.log',
  'cat .env && npm run dev',
  'sudo nginx -t',
  'docker compose up',
  'docker run -p 8080:80 web',
  'docker start logs',
  'kubectl port-forward svc/web 8080:80',
  'systemctl start nginx',
  `bash -c 'npm start'`,
  'cat x | xargs node server.js',
  'cd app',
  '',
  'PORT=3000 ./server',
  'sudo',
  'ssh -L 8080:localhost:80 host',
  'ssh host npm start',
  'docker exec web npm start',
  'docker exec',
  'tailscale serve 3000',
];

describe('a command that only shows text', () => {
  for (const line of SHOWING) it(`is ${line}`, () => assert.equal(onlyShowsText(line), true));
  for (const line of RUNNING) it(`is not ${line}`, () => assert.equal(onlyShowsText(line), false));

  it('has not failed, whatever it shows', () => {
    const reader = new ComplaintReader(() => 'tail -f server.log');
    reader.take('Error: listen EADDRINUSE: address already in use :::3000\n');
    assert.equal(reader.end(), undefined);
    assert.equal(reader.hasComplaint, false);
  });
});

describe('whether a command failed', () => {
  it('is told by its status', () => {
    assert.equal(mayHaveFailed('npm start', 0), false);
    assert.equal(mayHaveFailed('cd app && npm start', 0), false);
    assert.equal(mayHaveFailed('npm start', 1), true);
    assert.equal(mayHaveFailed('npm start', undefined), true);
  });

  it('is not told by the status of another part of the line', () => {
    for (const line of ['npm start | tee log', 'npm start || true', 'npm start; date', 'npm start &']) {
      assert.equal(mayHaveFailed(line, 0), true, line);
    }
    assert.equal(mayHaveFailed(`echo 'a | b'`, 0), false);
  });

  it('decides what is told of its output', () => {
    const seen = (status: number | undefined): number | undefined => {
      const reader = new ComplaintReader(() => 'node probe.js');
      reader.take('Error: listen EADDRINUSE: address already in use :::3000\n');
      return reader.end(status)?.port;
    };
    assert.deepEqual([seen(0), seen(1), seen(undefined)], [undefined, 3000, 3000]);
  });
});
