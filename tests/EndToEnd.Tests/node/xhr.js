'use strict';

// Node has fetch, FormData and Blob, but no XMLHttpRequest, which the Direct Line client asks for. This is as much of it as
// that client uses, over fetch. It changes nothing in the client and nothing on the wire that the client decides.
class XMLHttpRequest {
  constructor() {
    this.readyState = 0;
    this.status = 0;
    this.statusText = '';
    this.response = null;
    this.responseText = '';
    this.responseType = '';
    this.timeout = 0;
    this.withCredentials = false;
    this.upload = {};
    this.onreadystatechange = null;
    this.onerror = null;
    this.ontimeout = null;
    this.requestHeaders = {};
    this.controller = new AbortController();
  }

  open(method, url) {
    this.method = method;
    this.url = url;
    this.readyState = 1;
  }

  setRequestHeader(name, value) {
    this.requestHeaders[name] = value;
  }

  getResponseHeader(name) {
    return this.headers ? this.headers.get(name) : null;
  }

  getAllResponseHeaders() {
    return this.headers ? [...this.headers].map(([name, value]) => `${name}: ${value}`).join('\r\n') : '';
  }

  abort() {
    this.aborted = true;
    this.controller.abort();
  }

  send(body) {
    let timedOut = false;
    const timer = this.timeout > 0 ? setTimeout(() => { timedOut = true; this.controller.abort(); }, this.timeout) : undefined;
    this.exchange(body)
      .catch(error => {
        if (this.aborted) {
          return;
        }

        this.readyState = 4;
        const handler = timedOut ? this.ontimeout : this.onerror;
        if (handler) {
          handler.call(this, { type: timedOut ? 'timeout' : 'error', error });
        }
      })
      .finally(() => clearTimeout(timer));
  }

  async exchange(body) {
    const headers = { ...this.requestHeaders };
    if (body instanceof FormData) {
      // fetch writes the boundary itself.
      delete headers['Content-Type'];
    }

    const answer = await fetch(this.url, { method: this.method, headers, body, signal: this.controller.signal });
    this.status = answer.status;
    this.statusText = answer.statusText;
    this.headers = answer.headers;
    const bytes = await answer.arrayBuffer();
    if (this.responseType === 'arraybuffer') {
      this.response = bytes;
    } else {
      this.responseText = new TextDecoder().decode(bytes);
      this.response = this.responseType === 'json' ? parse(this.responseText) : this.responseText;
    }

    this.readyState = 4;
    if (!this.aborted && this.onreadystatechange) {
      this.onreadystatechange.call(this, { type: 'readystatechange', target: this });
    }
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

module.exports = { XMLHttpRequest };
