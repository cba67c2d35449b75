/** Injection token of the caller port. `Symbol.for` lets two copies of this package meet. */
export const CALLER_PORT = Symbol.for('plugin-host/caller@1');
/** Injection token of the availability port. */
export const AVAILABILITY_PORT = Symbol.for('plugin-host/availability@1');
/** Injection token of the key provider port. */
export const KEY_PROVIDER_PORT = Symbol.for('plugin-host/key-provider@1');
/** Injection token of the directory sink port. */
export const DIRECTORY_SINK_PORT = Symbol.for('plugin-host/directory-sink@1');
/** Injection token of the event sink port. */
export const EVENT_SINK_PORT = Symbol.for('plugin-host/event-sink@1');
