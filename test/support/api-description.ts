import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';

const PREFIX = '/integrations/azure-entra-id';
/** Differences that a failing test names at most. */
const COMPLAINTS_SHOWN = 10;
const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'delete']);

/** An operation as the document describes it. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  /** Path as in the document. */
  readonly path: string;
  readonly document: JsonObject;
}

/** An answer that was received. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly text: string;
}

/** Compares answers with what an OpenAPI document promises. */
export class ApiDescription {
  readonly operations: readonly DescribedOperation[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(readonly document: JsonObject) {
    this.operations = operationsOf(document);
    formatsPlugin.default(this.#ajv);
    this.#ajv.addSchema({ ...(closed(document) as object), $id: 'api' });
  }

  /** The operation behind a path below the prefix; undefined where the document has none. */
  find(method: string, path: string): DescribedOperation | undefined {
    const [wanted = ''] = path.split('?');
    const fitting = this.operations.filter(
      (operation) => operation.method === method.toLowerCase() && patternOf(operation.path).test(wanted),
    );
    return fitting.sort((a, b) => placesOf(a.path) - placesOf(b.path))[0];
  }

  /** @throws Error when a request that was accepted, or its answer, is not as described */
  assert(
    operation: DescribedOperation,
    exchange: ReceivedAnswer & { readonly sent: Json | undefined },
  ): void {
    const accepted = exchange.status < 400 ? this.requestComplaints(operation, exchange.sent) : [];
    const complaints = [...accepted, ...this.complaints(operation, exchange)];
    if (complaints.length === 0) return;
    const shown = complaints.slice(0, COMPLAINTS_SHOWN).join('\n');
    throw new Error(`${operation.operationId} is not as the OpenAPI document says:\n${shown}`);
  }

  /** Every way in which an answer differs from what is described; an undescribed field is one. */
  complaints(operation: DescribedOperation, answer: ReceivedAnswer): readonly string[] {
    const responses = member(operation.document, 'responses');
    const response = member(responses, String(answer.status));
    if (response === undefined)
      return [`status ${answer.status} is not described: ${answer.text.slice(0, 200)}`];
    const content = member(response, 'content');
    if (content === undefined) return answer.text === '' ? [] : ['a body is not described'];
    const [type = ''] = (answer.contentType ?? '').split(';');
    const media = member(content, type);
    if (media === undefined) return [`${type} is not described for ${answer.status}`];
    const place = [
      'paths',
      operation.path,
      operation.method,
      'responses',
      String(answer.status),
      'content',
      type,
    ];
    if (type === 'text/csv') return csvComplaints(text(media['example']), answer.text);
    if (type === 'text/event-stream')
      return this.eventComplaints([...place, 'schema', 'x-event-data'], answer.text);
    if (type.startsWith('text/')) return [];
    const body = JSON.parse(answer.text) as Json;
    return [
      ...this.invalid([...place, 'schema'], body),
      ...problemComplaints(type, media, answer.status, body),
    ];
  }

  /** Every way in which the body of a request that was accepted differs from what is described. */
  requestComplaints(operation: DescribedOperation, body: Json | undefined): readonly string[] {
    if (body === undefined || (isJsonObject(body) && Object.keys(body).length === 0)) return [];
    if (member(operation.document, 'requestBody') === undefined)
      return ['the request has a body that is not described'];
    const { path, method } = operation;
    return this.invalid(
      ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'],
      body,
    );
  }

  private eventComplaints(place: readonly string[], stream: string): readonly string[] {
    const data = [...stream.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Json);
    return data.length === 0 ? ['no event'] : data.flatMap((event) => this.invalid(place, event));
  }

  private invalid(place: readonly string[], value: Json): readonly string[] {
    const reference = `api#/${place.map(pointerPart).join('/')}`;
    const validate = this.#validators.get(reference) ?? this.#ajv.compile({ $ref: reference });
    this.#validators.set(reference, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }
}

function operationsOf(document: JsonObject): readonly DescribedOperation[] {
  return Object.entries(member(document, 'paths') ?? {}).flatMap(([path, methods]) =>
    Object.entries(isJsonObject(methods) ? methods : {}).flatMap(([method, operation]) =>
      METHODS.has(method) && isJsonObject(operation)
        ? [{ operationId: text(operation['operationId']), method, path, document: operation }]
        : [],
    ),
  );
}

/** A document in which objects have no properties but the described ones, unless they say that they may. */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => closed(item));
  if (!isJsonObject(value)) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, closed(item)]));
  const isObjectSchema = typeof value['type'] === 'string' && isJsonObject(value['properties'] ?? null);
  return isObjectSchema && !('additionalProperties' in value)
    ? { ...members, additionalProperties: false }
    : members;
}

function member(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const found = object?.[name];
  return found !== undefined && isJsonObject(found) ? found : undefined;
}

function csvComplaints(header: string, csv: string): readonly string[] {
  const [line = ''] = csv.split('\r\n');
  return header === '' || line === header ? [] : [`the header is ${line} instead of ${header}`];
}

function problemComplaints(type: string, media: JsonObject, status: number, body: Json): readonly string[] {
  if (type !== 'application/problem+json' || !isJsonObject(body)) return [];
  const code = text(body['code']);
  const known = Object.keys(member(media, 'examples') ?? {});
  return known.includes(code) ? [] : [`problem ${code} is not described for ${status}`];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(PREFIX, '').replace(/\{\w+\}/g, '[^/]+')}$`);
}

function placesOf(path: string): number {
  return path.split('{').length;
}

function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
