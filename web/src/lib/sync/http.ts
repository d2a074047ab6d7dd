/** What a request came to. A missing network is an ordinary outcome, never an exception. */
export type Outcome<T> = { ok: true; value: T; status: number } | { ok: false; problem: ApiProblem };

/** Why a request has no value: the server refused with a code, or it could not be reached or understood. */
export interface ApiProblem {
  /** `offline`: nothing came back, try later; `refused`: the server answered, a person must act; `server`: it failed, try later. */
  kind: 'offline' | 'refused' | 'server';
  code: string;
  params: Record<string, string | number>;
  /** The fields that were refused, each with its own code. */
  fields: { field: string; code: string }[];
  /** HTTP status, 0 when there was no answer. */
  status: number;
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** Sent as JSON, except a Blob, which is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds until the request is given up; 30 s unless told. */
  timeout_ms?: number;
  signal?: AbortSignal;
}

/** Told after every request: whether the server answered at all. */
export type Watcher = (reached: boolean) => void;

/** Talks to the one server this app came from: same origin, JSON, cookie session with a CSRF header. */
export class Http {
  /** From the session; sent with everything that changes something. */
  csrf: string | undefined;
  /** Called when the server says that the session is over. */
  onUnauthenticated: () => void = () => {};
  readonly #fetch: typeof fetch;
  readonly #watchers = new Set<Watcher>();

  constructor(fetcher: typeof fetch = (...args) => fetch(...args)) {
    this.#fetch = fetcher;
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get<T>(path: string, options: RequestOptions = {}): Promise<Outcome<T>> {
    return this.request<T>(path, { ...options, method: 'GET' });
  }

  post<T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<Outcome<T>> {
    return this.request<T>(path, { ...options, method: 'POST', body });
  }

  async request<T>(path: string, options: RequestOptions = {}): Promise<Outcome<T>> {
    const reply = await this.send(path, options);
    if (!reply.ok) return reply;
    const response = reply.value;
    if (response.status === 204 || response.headers.get('content-length') === '0') {
      return { ok: true, value: undefined as T, status: response.status };
    }
    try {
      return { ok: true, value: (await response.json()) as T, status: response.status };
    } catch {
      // A captive portal answers 200 with a page of its own.
      return { ok: false, problem: problem('server', 'reply_unreadable', response.status) };
    }
  }

  /** As `request`, but hands over the whole response: for files and upload offsets. */
  async send(path: string, options: RequestOptions = {}): Promise<Outcome<Response>> {
    const method = options.method ?? 'GET';
    const headers = new Headers({ Accept: 'application/json', ...options.headers });
    let body: BodyInit | null = null;
    if (options.body instanceof Blob) {
      body = options.body;
    } else if (options.body !== undefined) {
      headers.set('Content-Type', 'application/json');
      body = JSON.stringify(options.body);
    }
    if (this.csrf && method !== 'GET' && method !== 'HEAD') headers.set('X-CSRF-Token', this.csrf);

    const timeout = AbortSignal.timeout(options.timeout_ms ?? 30_000);
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
    let response: Response;
    try {
      response = await this.#fetch(path, { method, headers, body, signal, credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
    } catch {
      this.#tell(false);
      return { ok: false, problem: problem('offline', timeout.aborted ? 'network_timeout' : 'network_unreachable', 0) };
    }
    // A gateway answering for a server that is down is, to the person, no server.
    this.#tell(![502, 503, 504].includes(response.status));
    if (response.ok) return { ok: true, value: response, status: response.status };
    const found = await readProblem(response);
    if (response.status === 401 && found.code === 'not_signed_in') this.onUnauthenticated();
    return { ok: false, problem: found };
  }

  #tell(reached: boolean): void {
    for (const watcher of this.#watchers) watcher(reached);
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const kind = response.status >= 500 ? 'server' : 'refused';
  try {
    const body = (await response.json()) as { code?: unknown; params?: unknown; fields?: unknown };
    if (typeof body.code === 'string') {
      const params = typeof body.params === 'object' && body.params !== null ? body.params : {};
      const fields = Array.isArray(body.fields) ? (body.fields as ApiProblem['fields']) : [];
      return { kind, code: body.code, params: params as ApiProblem['params'], fields, status: response.status };
    }
  } catch {
    // Not JSON: a proxy's page. The status says enough.
  }
  return problem(kind, codeOfStatus(response.status), response.status);
}

function codeOfStatus(status: number): string {
  switch (status) {
    case 401:
      return 'not_signed_in';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 409:
      return 'conflict';
    case 413:
      return 'too_large';
    case 429:
      return 'too_many_requests';
    case 503:
      return 'server_busy';
    default:
      return status >= 500 ? 'server_failed' : 'bad_request';
  }
}

function problem(kind: ApiProblem['kind'], code: string, status: number): ApiProblem {
  return { kind, code, params: {}, fields: [], status };
}
