'use strict';

// Microsoft's own Direct Line client, unmodified, steered by lines of JSON on standard input and reporting lines of JSON on
// standard output. Usage: node directline.js DOMAIN TOKEN
const http = require('node:http');
const readline = require('node:readline');

globalThis.XMLHttpRequest = require('./xhr.js').XMLHttpRequest;
globalThis.WebSocket = require('ws');
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');

const [domain, token] = process.argv.slice(2);
const tell = line => process.stdout.write(JSON.stringify(line) + '\n');

for (const name of ['log', 'warn', 'error', 'info']) {
  console[name] = (...words) => process.stderr.write(words.join(' ') + '\n');
}

const line = new DirectLine({ domain, token, webSocket: true });
line.connectionStatus$.subscribe(status => tell({ event: 'status', status: ConnectionStatus[status] }));
line.activity$.subscribe(
  activity => tell({ event: 'activity', activity, watermark: line.watermark }),
  error => tell({ event: 'ended', message: String(error && error.message) }),
  () => tell({ event: 'ended', message: 'complete' }));

const verbs = {
  post({ activity, tag }) {
    line.postActivity(activity).subscribe(
      id => tell({ event: 'posted', tag, id }),
      error => tell({ event: 'refused', tag, message: String(error && error.message), status: error && error.status }));
  },

  // The client fetches an attachment from its contentUrl, as a page would from a blob; here a loopback server stands in for the blob.
  upload({ activity, name, contentType, base64, tag }) {
    const bytes = Buffer.from(base64, 'base64');
    const server = http.createServer((_, answer) => answer.writeHead(200, { 'content-type': contentType }).end(bytes));
    server.listen(0, '127.0.0.1', () => {
      const contentUrl = `http://127.0.0.1:${server.address().port}/${encodeURIComponent(name)}`;
      const done = report => { tell({ event: report.event, tag, ...report }); server.close(); };
      line.postActivity({ ...activity, attachments: [{ name, contentType, contentUrl }] }).subscribe(
        id => done({ event: 'posted', id }),
        error => done({ event: 'refused', message: String(error && error.message), status: error && error.status }));
    });
  },

  // What the client does by itself every 15 minutes, done now, and then used for all later calls as the client does.
  refresh({ tag }) {
    const before = line.token;
    line.refreshToken().subscribe(
      fresh => { line.token = fresh; tell({ event: 'refreshed', tag, changed: typeof fresh === 'string' && fresh.length > 0, same: fresh === before }); },
      error => tell({ event: 'refused', tag, message: String(error && error.message) }));
  },

  end() {
    line.end();
    process.exit(0);
  },
};

readline.createInterface({ input: process.stdin }).on('line', text => {
  const order = JSON.parse(text);
  verbs[order.do](order);
}).on('close', () => process.exit(0));
